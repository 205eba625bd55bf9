import { rowsOf } from './columnar';
import { NestedStatement } from './nested-statement';
import type { Snapshot } from './snapshot';
import type { AnyStatement, Joined, Row, Selection, Values } from './joins';

/**
 * Reads a statement's rows and all that its selection joins to them in one statement: each of the statements is a CTE,
 * and the keys that it is given come from the rows of another. Only the columns of the selection are read.
 */
export async function readAhead(
  snapshot: Snapshot,
  statement: AnyStatement,
  given: Values,
  selection: Selection,
  needed: readonly string[],
): Promise<{ rows: Row[]; joined: Joined[] }> {
  const writer = new NestedStatement();
  writer.add(statement, given, selection, needed);
  const [answer] = await snapshot.run<Record<string, string>>(
    writer.statement(),
    writer.values,
    selection.isLast && writer.isWhole,
  );
  const rows = writer.levels.map(({ columns, statement: { columns: known } }, place) =>
    rowsOf<Row>(answer![`r${place}`]!, columns, known),
  );
  const joined = writer.levels.flatMap(({ join, parent, columns }, place) => {
    if (!join) return [];
    const keys = new Set(rows[parent]!.map((row) => row[join.from]));
    const { column } = join.statement.keys;
    return [{ join, columns: new Set(columns), keys, rows: grouped(rows[place]!, column) }];
  });
  return { rows: rows[0]!, joined };
}

export function grouped(rows: readonly Row[], column: string): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group) group.push(row);
    else groups.set(row[column], [row]);
  }
  return groups;
}
