const NUMBER = /^-?(0|[1-9]\d{0,17})(\.\d{1,15})?$/;

/**
 * Keys as JSON for json_each: as text, and as a number where they look like one, for a column that was declared
 * without a type holds numbers that no text equals.
 */
export function keyList(keys: string[]): string {
  const forms = keys.flatMap((key) => [JSON.stringify(key), ...(NUMBER.test(key) ? [key] : [])]);
  return `[${forms.join(',')}]`;
}
