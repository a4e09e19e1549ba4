// Modules that the build makes: see plugin.ts.

interface LessonModule {
  readonly lesson: import('../quiz/lesson.ts').Lesson;
  readonly scenarios: Readonly<Record<string, import('../scenario/define.ts').Scenario>>;
  /** By id of the play: 'seal', 'seal~wrong-context'. */
  readonly storyboards: Readonly<Record<string, import('../scenario/storyboard.ts').Storyboard>>;
}

declare module 'virtual:lessons' {
  interface Entry {
    readonly meta: import('../quiz/lesson.ts').LessonBrief;
    readonly load: () => Promise<LessonModule>;
  }
  /** In the order of their numbers. */
  export const lessons: readonly Entry[];
  export const pages: readonly Entry[];
}

declare module 'virtual:search' {
  export const entries: readonly import('../quiz/search.ts').SearchEntry[];
}

declare module 'virtual:lesson/*' {
  export const lesson: LessonModule['lesson'];
  export const scenarios: LessonModule['scenarios'];
  export const storyboards: LessonModule['storyboards'];
}

/** Set by the build: the whole site is one file, and no server stands behind it. */
declare const __SINGLE_FILE__: boolean;
