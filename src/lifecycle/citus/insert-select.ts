const INSERT = /\binsert into (inventory\.\w+)(?: as \w+| \w+)?\s*\(([^()]*)\)\s*(?=select\b)/i;

/**
 * INSERT ... SELECT as two statements: one that reads the rows into a variable, and one that inserts them. The second has
 * RETURNING: without it Citus copies the rows through a buffer of the whole process, and a trigger that inserts rows in the
 * same way overwrites it. PERFORM sets FOUND and ROW_COUNT, which EXECUTE does not.
 */
export function readFirst(
  statement: string,
  number: number,
): { read: string; insert: string } | undefined {
  const match = INSERT.exec(statement);
  if (!match || depthAt(statement, match.index) !== 0) return undefined;
  const before = statement.slice(0, match.index);
  if (/\)\s*$/.test(before)) return undefined; // of a WITH
  const [head, table, columns] = match;
  const start = match.index + head.length;
  const end = endOfSelect(statement, start);
  const query = statement.slice(start, end);
  const after = statement.slice(end);
  const isPlain = /^\s*;/.test(after);
  const reads = /\binventory\.\w+\s+(?!\()/.test(query) || /\bfrom inventory\./.test(query);
  if (!isPlain && !reads) return undefined;
  const rows = `v_rows_${number + 1}`;
  const insert = (from: string) =>
    `${head}select ${columns} from jsonb_populate_recordset(null::${table}, ${from})`;
  return {
    read: `${before}${rows} := (select coalesce(jsonb_agg(to_jsonb(q)), '[]') from (${query}) q (${columns}));\n`,
    insert: isPlain
      ? `execute $insert$${insert('$1')} returning 1$insert$ using ${rows}; perform from jsonb_array_elements(${rows})${after}`
      : `${insert(rows)} ${after}`,
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
