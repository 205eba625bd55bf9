import type { Pool } from 'pg';
import { readSql } from '../../src/database/sql-files';

export interface HistorySize {
  readonly products: number;
  readonly locations: number;
  /** Movements of each product at each location. */
  readonly rounds: number;
  readonly days: number;
  /** How many days lie between two days with movements: 1. */
  readonly gap?: number;
  /** What a unit was sold for, in the totals of the days alone: there are no documents. */
  readonly price?: string;
}

/** Makes a tenant with a long ledger, in sets with the triggers off, and returns its id. */
export async function makeHistory(owner: Pool, size: HistorySize): Promise<string> {
  await owner.query('create schema if not exists bench');
  await owner.query(readSql('bench/support/history.sql'));
  const code = `history-${size.products}-${size.rounds}`;
  const { rows } = await owner.query<{ id: string }>(
    'select inventory.create_tenant($1, $1) as id',
    [code],
  );
  const tenantId = rows[0]!.id;
  const identity = JSON.stringify({ tenant: tenantId, actor: 'bench', role: 'admin' });
  for (let n = 0; n < size.locations; n++) {
    await owner.query('select inventory.create_location($1, $2)', [
      identity,
      { code: `L${n}`, name: `L${n}`, kind: 'STOREFRONT' },
    ]);
  }
  const client = await owner.connect();
  try {
    const perDay = Math.ceil(size.rounds / size.days);
    await client.query(
      `call bench.make_history('${tenantId}', ${size.products}, ${size.rounds}, ${perDay}, ${size.gap ?? 1}, ${size.price ?? 'null'})`,
    );
    await client.query('vacuum analyze');
  } finally {
    client.release(true);
  }
  return tenantId;
}
