// Modules that the build makes: see plugin.ts.

interface LessonModule {
  readonly lesson: import('../scenario/lesson.ts').Lesson;
  readonly scenarios: Readonly<Record<string, import('../scenario/define.ts').Scenario>>;
}

declare module 'virtual:lessons' {
  /** In the order of their numbers. */
  export const lessons: readonly {
    readonly meta: import('../scenario/lesson.ts').LessonMeta;
    readonly load: () => Promise<LessonModule>;
  }[];
}

declare module 'virtual:lesson/*' {
  export const lesson: LessonModule['lesson'];
  export const scenarios: LessonModule['scenarios'];
}
