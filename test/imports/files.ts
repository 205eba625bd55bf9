import { Readable } from 'node:stream';
import { encodingOf } from '../../src/imports/decoded';
import { findKind } from '../../src/imports/kinds';
import { planImport, type ImportPlan, type ReadingOptions } from '../../src/imports/plan';
import type { Row } from '../../src/imports/row';
import { readRow } from '../../src/imports/row-input';
import { openTable } from '../../src/imports/rows';
import { spool, type SpooledFile } from '../../src/imports/spooled-file';

/** A file of some bytes, in pieces that split characters and quotes where it is short. */
export function fileOf(content: string | Buffer, name = 'file.csv'): Promise<SpooledFile> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const size = bytes.length > 1_000 ? 65_536 : 7;
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return spool(Readable.from(pieces), name);
}

/** The columns and rows of a file. */
export async function tableOf(content: string | Buffer, name?: string, separator?: string) {
  const file = await fileOf(content, name);
  try {
    const table = await openTable(file, encodingOf(file), { separator });
    const rows: Row[] = [];
    for await (const row of table.rows()) rows.push(row);
    return { encoding: table.encoding, separator: table.separator, columns: table.columns, rows };
  } finally {
    await file.close();
  }
}

/** What the database would be given for each row, or the codes of its problems. */
export async function inputsOf(
  kind: string,
  content: string | Buffer,
  options: ReadingOptions = {},
) {
  const file = await fileOf(content);
  try {
    const plan: ImportPlan = await planImport(file, findKind(kind)!, options);
    const inputs: unknown[] = [];
    const problems: { code: string; message: string; hint: string | null }[] = [];
    for await (const row of plan.table.rows()) {
      const read = readRow(plan, row);
      if ('problems' in read) {
        problems.push(...read.problems.map(({ code, message, hint }) => ({ code, message, hint })));
      }
      inputs.push(
        'input' in read ? read.input : read.problems.map(({ column, code }) => `${column} ${code}`),
      );
    }
    return { inputs, problems, unused: plan.mapping.unused };
  } finally {
    await file.close();
  }
}
