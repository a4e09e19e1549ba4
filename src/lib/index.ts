// What the library offers.

export { administratorAccess } from '../aws/directory.ts';
export type { PolicyDocument } from '../aws/iam/policy.ts';
export type { Span, Stage, Outcome, Refusal, Crossing, Item } from '../aws/trace.ts';
export type { TrailRecord } from '../aws/trail.ts';
export type { Credentials } from './credentials.ts';
export type { History, HistoryStep } from './history.ts';
export type { HttpResponse } from './http.ts';
export type { HandlerOptions, RequestHandler } from './request-handler.ts';
export { createSimulator, Refused } from './simulator.ts';
export type { CallOptions, Simulator, SimulatorOptions } from './simulator.ts';
