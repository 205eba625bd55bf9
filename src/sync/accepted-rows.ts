import type { NewRow } from './incoming-rows';

/**
 * The rows that a dry run has accepted. Each page is rolled back at once, so that it blocks nobody for longer than a page of
 * a live run. A later page must meet what the earlier ones would have written: the rows of the same product and batch number.
 */
export class AcceptedRows {
  /** As JSON, which takes less memory than objects. */
  private readonly rows = new Map<string, string[]>();

  add(rows: readonly NewRow[]): void {
    for (const row of rows) {
      const like = this.rows.get(nameOf(row));
      if (like) like.push(JSON.stringify(row));
      else this.rows.set(nameOf(row), [JSON.stringify(row)]);
    }
  }

  /** Those of the products and batch numbers of some rows. */
  like(rows: readonly NewRow[]): NewRow[] {
    return [...new Set(rows.map(nameOf))].flatMap((name) =>
      (this.rows.get(name) ?? []).map((row) => JSON.parse(row) as NewRow),
    );
  }
}

/** The database tells SKUs and batch numbers apart by less than this does: a row too many does no harm. */
function nameOf({ sku, batchNumber }: NewRow): string {
  return JSON.stringify(
    [sku, batchNumber].map((text) => text?.trim().normalize('NFKC').toLowerCase()),
  );
}
