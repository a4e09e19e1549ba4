// The compiled form of a lesson folder: what the build hands to the screen.

import type { Item as QuizItem } from './item.ts';
import type { Source } from './source.ts';

export interface LessonMeta {
  /** A page is looked up, and has no place in the row of lessons: no number, no goals, no questions. */
  readonly kind: 'lesson' | 'page';
  /** Folder's name without its number; the route is #/learn/<slug>, of a page #/pages/<slug>. */
  readonly slug: string;
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly goals: readonly string[];
  readonly minutes: number;
  readonly terms: readonly { readonly term: string; readonly meaning: string }[];
  /** Inspector tabs that are open by themselves from this lesson on. */
  readonly opens: readonly ('bytes' | 'request' | 'policy' | 'cloudtrail' | 'code')[];
  readonly sources: readonly Source[];
  /** Names of the scenarios, in the order of the prose. */
  readonly scenarios: readonly string[];
  /** Number of questions in the checkpoint. */
  readonly questions: number;
}

/** What the list of lessons knows of each, and the front page loads. */
export type LessonBrief = Omit<LessonMeta, 'goals' | 'opens' | 'sources' | 'terms'>;

export type Block =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'figure'; readonly drawing: Drawing; readonly caption: string }
  | { readonly kind: 'scenario'; readonly id: string }
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'fold'; readonly title: string; readonly blocks: readonly Block[] }
  | { readonly kind: 'guide' | 'today'; readonly blocks: readonly Block[] };

/** One diagram, drawn twice by Mermaid in the build: for wide screens and for phones. */
export interface Drawing {
  readonly wide: string;
  readonly narrow: string;
  /** The same in words, one line for each message. */
  readonly text: readonly string[];
  /** Mermaid source. */
  readonly source: string;
}

export interface Lesson {
  readonly meta: LessonMeta;
  readonly blocks: readonly Block[];
  /** By play id: 'seal', 'seal~wrong-context'. */
  readonly drawings: Readonly<Record<string, Drawing>>;
  readonly quiz: readonly QuizItem[];
}
