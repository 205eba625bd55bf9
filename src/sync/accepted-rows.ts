import type { NewRow } from './incoming-row';

/**
 * The rows that a dry run has accepted. Each page is rolled back at once, so that it blocks nobody for longer than a page of
 * a live run. A later page must meet what the earlier ones would have written: the rows of the same keys and lots.
 */
export class AcceptedRows {
  /** As JSON, which takes less memory than objects. */
  private readonly rows: string[] = [];
  /** Indexes of `rows` by name. */
  private readonly byName = new Map<string, number[]>();
  private readonly named = new WeakMap<NewRow, string[]>();

  /** The names are given by the database, which compares keys and codes; rows that share one can exclude each other. */
  constructor(private readonly namesOf: (rows: readonly NewRow[]) => Promise<string[][]>) {}

  async add(rows: readonly NewRow[]): Promise<void> {
    await this.name(rows);
    for (const row of rows) {
      const index = this.rows.push(JSON.stringify(row)) - 1;
      for (const name of this.named.get(row)!) {
        const like = this.byName.get(name);
        if (like) like.push(index);
        else this.byName.set(name, [index]);
      }
    }
  }

  /** Those that share a name with one of some rows, in the order in which they were accepted. */
  async like(rows: readonly NewRow[]): Promise<NewRow[]> {
    await this.name(rows);
    const names = new Set(rows.flatMap((row) => this.named.get(row)!));
    const found = new Set([...names].flatMap((name) => this.byName.get(name) ?? []));
    return [...found].sort((a, b) => a - b).map((index) => JSON.parse(this.rows[index]!) as NewRow);
  }

  private async name(rows: readonly NewRow[]): Promise<void> {
    const unnamed = rows.filter((row) => !this.named.has(row));
    if (unnamed.length === 0) return;
    const names = await this.namesOf(unnamed);
    for (const [index, row] of unnamed.entries()) this.named.set(row, names[index]!);
  }
}
