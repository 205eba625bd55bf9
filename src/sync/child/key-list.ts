const NUMBER = /^-?(0|[1-9]\d{0,17})(\.\d{1,15})?$/;

/**
 * Keys as JSON for json_each: each as text, and also as a number where it looks like one, because numbers in a column
 * without a declared type do not equal any text.
 */
export function keyList(keys: string[]): string {
  const forms = keys.flatMap((key) => [JSON.stringify(key), ...(NUMBER.test(key) ? [key] : [])]);
  return `[${forms.join(',')}]`;
}
