const INSERT = /\binsert into (inventory\.\w+)(?: as \w+| \w+)?\s*\(([^()]*)\)\s*(?=select\b)/i;

/** INSERT ... SELECT as two statements: one that reads the rows into a variable, and one that inserts them. */
export function readFirst(
  statement: string,
  number: number,
): { read: string; insert: string } | undefined {
  const match = INSERT.exec(statement);
  if (!match || depthAt(statement, match.index) !== 0) return undefined;
  const [head, table, columns] = match;
  const start = match.index + head.length;
  const end = endOfSelect(statement, start);
  const query = statement.slice(start, end);
  if (!/\binventory\.\w+\s+(?!\()/.test(query) && !/\bfrom inventory\./.test(query))
    return undefined;
  const rows = `v_rows_${number + 1}`;
  return {
    read:
      statement.slice(0, match.index) +
      `${rows} := (select coalesce(jsonb_agg(to_jsonb(q)), '[]') from (${query}) q (${columns}));\n`,
    insert:
      `${head}select ${columns} from jsonb_populate_recordset(null::${table}, ${rows})` +
      ` ${statement.slice(end)}`,
  };
}

function depthAt(text: string, at: number): number {
  let depth = 0;
  for (const { 0: token } of text.slice(0, at).matchAll(/'(?:[^']|'')*'|--[^\n]*|[()]/g)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
  }
  return depth;
}

function endOfSelect(text: string, from: number): number {
  let depth = 0;
  const tokens = /'(?:[^']|'')*'|--[^\n]*|[()]|;|\bon conflict\b|\breturning\b/gi;
  for (const { 0: token, index } of text.slice(from).matchAll(tokens)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (depth === 0 && /^(?:;|on conflict|returning)$/i.test(token)) return from + index;
  }
  return text.length;
}
