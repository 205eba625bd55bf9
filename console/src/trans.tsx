import { Trans as Drawn, type TransProps } from '@lingui/react';

/** What Lingui would read as an element of the message, or what would turn the text that follows it. */
const APART = /[<\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * A message with its values. A text that somebody typed is put in as an element, and so stands apart: as a part of the
 * message, its markup would be taken for the message's own and left out.
 */
export function Trans({ values = {}, ...message }: TransProps) {
  const apart = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' && APART.test(value) ? <bdi>{value}</bdi> : value,
  ]);
  return <Drawn {...message} values={Object.fromEntries(apart) as Record<string, unknown>} />;
}
