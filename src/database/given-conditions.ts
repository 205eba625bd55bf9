const CONDITION = /\(\$(\d+)::([a-z]+(?:\[\])?) is null or /g;

/**
 * The text without the conditions `($n::type is null or ...)` whose parameter is null, and with the bare condition where
 * it is not: so that one plan can be kept for the filters that are given.
 */
export function withoutUnused(text: string, isNull: readonly boolean[]): string {
  const types = new Map<string, string>();
  let result = '';
  let at = 0;
  for (const { 0: head, 1: number, 2: type, index } of text.matchAll(CONDITION)) {
    types.set(number!, type!);
    result += text.slice(at, index);
    at = index + head.length;
    if (!isNull[Number(number) - 1]) result += '(';
    else {
      at = endOf(text, at);
      result += 'true';
    }
  }
  // Where the first mention is gone, the others have to say the type.
  return (result + text.slice(at)).replace(/\$(\d+)(?!\d|::)/g, (whole, number: string) => {
    const type = types.get(number);
    return type ? `${whole}::${type}` : whole;
  });
}

/** The place after the parenthesis that closes what is open at `at`. */
function endOf(text: string, at: number): number {
  for (let depth = 1; depth > 0; at++) {
    if (text[at] === "'") at = text.indexOf("'", at + 1);
    else if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
  }
  return at;
}
