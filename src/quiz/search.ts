// What a search looks through: lessons by section, pages, words, errors, operations, questions.

export interface SearchEntry {
  readonly kind: 'lesson' | 'page' | 'word' | 'error' | 'operation' | 'question';
  readonly title: string;
  readonly text: string;
  /** Where it is: the title of the lesson, or the operations that raise an error. */
  readonly where: string;
  readonly link: string;
}
