import type { Label } from './label';

/** The most labels that are drawn at once. */
export const MOST = 1000;

export interface Line {
  readonly label: Label;
  readonly count: string;
}

/** The labels of a line: as many as were asked for, and none of what is no number. */
export const copies = ({ label, count }: Line): Label[] =>
  Array.from({ length: Math.min(MOST, Math.max(0, Math.trunc(Number(count)) || 0)) }, () => label);
