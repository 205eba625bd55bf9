/** A text of the address; a number there is one that looks like it. */
export const textOf = (given: unknown): string | undefined =>
  (typeof given === 'string' && given !== '') || typeof given === 'number'
    ? String(given)
    : undefined;

/** One of the values that an address may have. */
export const oneOf = <Value>(given: unknown, values: readonly Value[]): Value | undefined =>
  values.find((value) => value === given);
