// Where a claim comes from, and when that was last looked at.

export interface Source {
  readonly title: string;
  readonly url: string;
  /** Date of the last check, ISO 8601. */
  readonly checked: string;
}
