// CloudTrail, derived from spans: what AWS delivers, to whom, and why something is left out.
// Source: facts sheet, section 8. Plaintext, ciphertext and data keys cannot appear: sensitive members are
// dropped by their shape.

import { SOMEWHERE, type Operation, type Request, type Target } from './operation.ts';
import { uniqueId, type Principal } from './principal.ts';
import { camel, type Shape, type Structure } from './shape.ts';
import type { Members, Refusal, Span } from './trace.ts';

export type TrailRecord = Readonly<Record<string, unknown>>;

export interface TrailVerdict {
  /** As AWS delivers them: one, two across accounts, or none. */
  readonly records: readonly TrailRecord[];
  /** Why there is none. */
  readonly withheld?: string;
  /** What only those trails get that ask for data events. */
  readonly data?: readonly TrailRecord[];
}

export interface Described {
  readonly operation: Operation;
  readonly endpoint: string;
  /** Of a global service: its one Region, which its address does not name. */
  readonly home: string | undefined;
  readonly targets: readonly Target[];
  readonly eventId: string;
  /** For the ids of further copies. */
  readonly newId: () => string;
  readonly request: Request;
  readonly span: Omit<Span, 'trail' | 'crossings' | 'forgets'>;
}

export function verdictOf(described: Described): TrailVerdict {
  const withheld = reasonToWithhold(described);
  if (withheld === undefined) return { records: recordsOf(described) };
  const isData = described.operation.event === 'data' && !isMalformed(described.span);
  return { records: [], withheld, ...(isData && { data: recordsOf(described) }) };
}

function recordsOf(described: Described): readonly TrailRecord[] {
  const { targets, request, span } = described;
  const principal = request.as;
  const owners = new Set(targets.map(({ owner }) => owner));
  owners.delete(principal.kind === 'service' ? span.account : principal.account);
  const own = recordOf(described);
  return span.outcome.ok && owners.size > 0 ? shared(own, owners, described) : [own];
}

/** Each account has its own copy: the deed's id is shared, the event's is not. */
function shared(
  own: TrailRecord,
  owners: ReadonlySet<string>,
  { request: { as: principal }, newId }: Described,
): readonly TrailRecord[] {
  const sharedEventID = newId();
  const { principalId } = identityOf(principal);
  const userIdentity = { type: 'AWSAccount', principalId, accountId: principal.account };
  const copies = [...owners].map((recipientAccountId) => ({
    ...own,
    userIdentity,
    eventID: newId(),
    recipientAccountId,
    sharedEventID,
  }));
  return [{ ...own, sharedEventID }, ...copies];
}

function reasonToWithhold({ operation, span }: Described): string | undefined {
  if (operation.event === 'none')
    return 'AWS does not see what happens here, so no log of AWS holds it.';
  if (isMalformed(span)) {
    return 'The request was malformed. AWS says only that failures are logged in some cases; requests that break a shape mostly are not.';
  }
  if (operation.event === 'data') {
    return 'A data event: CloudTrail delivers these only to a trail that asks for them.';
  }
  return undefined;
}

const isMalformed = ({ outcome }: Pick<Span, 'outcome'>): boolean =>
  !outcome.ok && MALFORMED.includes(outcome.error.code);

const MALFORMED: readonly string[] = ['ValidationException', 'SerializationException'];

function recordOf(described: Described): TrailRecord {
  const { operation, endpoint, home, targets, eventId, request, span } = described;
  const principal = request.as;
  const { outcome, via } = span;
  const made = outcome.ok ? operation.trail?.made?.(outcome.output) : undefined;
  const there = targets.filter(({ type, absent }) => type !== undefined && !absent);
  const resources = made ? [...there, made] : there;
  return {
    eventVersion: '1.11',
    userIdentity:
      via === undefined
        ? identityOf(principal)
        : { ...identityOf(principal), invokedBy: `fas.${via}` },
    eventTime: eventTimeOf(span.at),
    eventSource: endpoint,
    eventName: operation.name,
    awsRegion: span.region,
    ...origin(request),
    ...(!outcome.ok && faultOf(outcome.error)),
    requestParameters: requestOf(operation, span),
    responseElements: outcome.ok
      ? (operation.trail?.response?.(outcome.output, targets) ?? null)
      : null,
    ...additionalOf(operation, span, targets),
    requestID: span.requestId,
    eventID: eventId,
    readOnly: operation.readOnly,
    ...(resources.length > 0 && {
      resources: resources.flatMap(listed),
    }),
    eventType: 'AwsApiCall',
    managementEvent: operation.event === 'management',
    recipientAccountId: span.account,
    eventCategory: operation.event === 'management' ? 'Management' : 'Data',
    ...(via === undefined &&
      principal.kind !== 'service' && {
        tlsDetails: {
          tlsVersion: 'TLSv1.3',
          cipherSuite: 'TLS_AES_256_GCM_SHA384',
          clientProvidedHostHeader:
            home === undefined ? endpoint.replace('.', `.${span.region}.`) : endpoint,
          keyExchange: 'X25519MLKEM768',
        },
      }),
  };
}

/** The account stands with what holds a thing, if something does. */
const listed = ({
  owner,
  type,
  resource,
  within,
}: Pick<Target, 'owner' | 'type' | 'resource' | 'within'>): readonly Members[] =>
  within
    ? [
        { type, ARN: resource },
        { accountId: owner, type: within.type, ARN: within.resource },
      ]
    : [{ accountId: owner, type, ARN: resource }];

/** '2026-01-15T09:00:00Z': to the second, as CloudTrail writes it. */
export const eventTimeOf = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** 'Aug 10, 2022, 10:38:27 PM' — written by hand, because locales differ from machine to machine. */
export function dateText(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hour = date.getUTCHours();
  const clock = `${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hour < 12 ? 'AM' : 'PM'}`;
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock}`;
}

/** Calls that a service makes, in its own name or on somebody's behalf, come from the service. */
function origin({ as, via, sourceIp = SOMEWHERE, vpce }: Request): Members {
  if (as.kind === 'service') return { sourceIPAddress: as.arn, userAgent: as.arn };
  if (via !== undefined) return { sourceIPAddress: `fas.${via}`, userAgent: `fas.${via}` };
  return {
    sourceIPAddress: sourceIp,
    userAgent: 'glassbox-kms',
    ...(vpce !== undefined && { vpcEndpointId: vpce }),
  };
}

function faultOf({ code, message }: Refusal): Members {
  return {
    errorCode: code === 'AccessDeniedException' ? 'AccessDenied' : code,
    ...(message !== '' && { errorMessage: message }),
  };
}

function additionalOf(
  { trail }: Operation,
  { outcome, input }: Pick<Span, 'outcome' | 'input'>,
  targets: readonly Target[],
): Members {
  const additionalEventData = {
    ...(outcome.ok && trail?.additional?.(outcome.output, targets, input)),
    ...trail?.about?.(targets),
  };
  return Object.keys(additionalEventData).length > 0 ? { additionalEventData } : {};
}

function requestOf(
  operation: Operation,
  { input, region }: Pick<Span, 'input' | 'region'>,
): Members | null {
  const shown = operation.trail?.request?.(input, region) ?? visible(operation.input, input);
  return Object.keys(shown).length > 0 ? shown : null;
}

/** Members that may be shown, named as CloudTrail names them. */
export function visible(shape: Structure, members: Members): Members {
  const shown = Object.entries(shape.members).filter(
    ([name, member]) => member.sensitive !== true && members[name] !== undefined,
  );
  return Object.fromEntries(
    shown.map(([name, member]) => [camel(name), within(member, members[name])]),
  );
}

/** What is nested is named alike, and as discreet. Dates are written out. */
function within({ kind, members, of }: Shape, value: unknown): unknown {
  if (kind === 'timestamp' && typeof value === 'number') return dateText(value);
  if (of && Array.isArray(value)) return value.map((one: unknown) => within(of, one));
  const nested = kind === 'structure' && members && typeof value === 'object' && value;
  return nested ? visible({ kind, members }, nested as Members) : value;
}

const identities = new WeakMap<Principal, Members>();

function identityOf(principal: Principal): Members {
  let identity = identities.get(principal);
  if (!identity) {
    identity = describe(principal);
    identities.set(principal, identity);
  }
  return identity;
}

function describe(principal: Principal): Members {
  const { kind, arn, callerArn, account, name, key } = principal;
  switch (kind) {
    case 'service':
      return { type: 'AWSService', invokedBy: arn };
    case 'root':
      return {
        type: 'Root',
        principalId: account,
        arn,
        accountId: account,
        accessKeyId: uniqueId('AKIA', arn),
      };
    case 'user':
      return {
        type: 'IAMUser',
        principalId: uniqueId('AIDA', arn),
        arn,
        accountId: account,
        accessKeyId: key?.id ?? uniqueId('AKIA', arn),
        userName: name,
      };
    case 'role': {
      const issuer = uniqueId('AROA', arn);
      return {
        type: 'AssumedRole',
        principalId: `${issuer}:${callerArn.split('/').at(-1) ?? ''}`,
        arn: callerArn,
        accountId: account,
        accessKeyId: key?.id ?? uniqueId('ASIA', callerArn),
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: issuer,
            arn,
            accountId: account,
            userName: name,
          },
          ...(key && {
            attributes: { creationDate: eventTimeOf(key.createdAt), mfaAuthenticated: 'false' },
          }),
        },
      };
    }
  }
}
