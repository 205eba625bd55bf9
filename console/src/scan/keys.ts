// What a scanner that acts as a keyboard sends for a character that no key has.

/** FNC1 in front of what follows a value of a varying length in a GS1 code: the group separator. */
const FNC1 = '\u001d';

/** The digits typed so far while Alt is held: `Alt+029` is the character 29. */
let held = '';

/**
 * The character of a key; undefined for a key that has none. FNC1 comes as Ctrl+], as F8 or as Alt+029, whichever the
 * scanner is set to.
 */
export function characterOf(event: KeyboardEvent): string | undefined {
  const { key, code, ctrlKey, metaKey, altKey } = event;
  const digits = held;
  held = '';
  if (altKey && !ctrlKey && /^Numpad\d$/.test(code)) {
    held = (digits + code.at(-1)!).slice(-4);
    return Number(held) === 29 && held.length >= 3 ? FNC1 : undefined;
  }
  const isControl = ctrlKey && !metaKey && !altKey && (key === ']' || code === 'BracketRight');
  if (isControl || key === 'F8' || key === FNC1) return FNC1;
  if (key.length !== 1 || metaKey || ctrlKey !== altKey) return undefined; // Ctrl with Alt is AltGr
  return key;
}
