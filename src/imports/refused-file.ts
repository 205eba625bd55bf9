import { open, type FileHandle } from 'node:fs/promises';
import { guardText } from '../exports/csv';
import type { Problem } from './errors';
import type { Row } from './row';
import type { Table } from './rows';

const PROBLEM = 'problem';

/**
 * The refused rows of a file as a file of the same form, with what is wrong with each before them: to be mended and brought
 * in again. Formulas are guarded by an apostrophe, which the reader takes away.
 */
export class RefusedFile {
  private handle: FileHandle | undefined;
  private readonly skipped: number;

  constructor(
    private readonly path: string,
    private readonly table: Table,
  ) {
    // A file that was refused before has the column already.
    this.skipped = table.columns[0] === PROBLEM ? 1 : 0;
  }

  /** Writes one row; the file is made with the first. */
  async write(row: Row, problems: readonly Problem[]): Promise<void> {
    this.handle ??= await this.begin();
    const said = problems.map(({ code, message }) => `${code}: ${message}`).join('; ');
    await this.handle.write(this.lineOf(row, said));
  }

  /** Whether there is a file. */
  async close(): Promise<boolean> {
    await this.handle?.close();
    return this.handle !== undefined;
  }

  private async begin(): Promise<FileHandle> {
    const handle = await open(this.path, 'wx', 0o600);
    const { encoding, columns, separator } = this.table;
    if (separator !== null) {
      // Excel knows UTF-8 by its mark.
      await handle.write(
        `${encoding === 'utf-8' ? '' : '\ufeff'}${this.csv([PROBLEM, ...columns.slice(this.skipped)])}`,
      );
    }
    return handle;
  }

  private lineOf({ cells }: Row, said: string): string {
    const { columns, separator } = this.table;
    if (separator !== null) return this.csv([said, ...cells.slice(this.skipped)]);
    const isRow = cells.length === columns.length;
    const values = isRow
      ? Object.fromEntries(columns.map((name, at) => [name, cells[at]]))
      : { line: cells[0] };
    return `${JSON.stringify({ ...values, [PROBLEM]: said })}\n`;
  }

  private csv(cells: readonly string[]): string {
    const line = cells.map((cell) => `"${guardText(cell).replaceAll('"', '""')}"`);
    return `${line.join(this.table.separator!)}\r\n`;
  }
}
