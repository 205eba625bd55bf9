import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import type { Operation } from './rounds';

/** A checkout of https://github.com/pgr0ss/pgledger; nothing of it is in this repository. */
const FOLDER = process.env['BENCH_PGLEDGER'];
const FILES = [
  'vendor/scoville-pgsql-ulid/uuid-to-ulid.sql',
  'vendor/scoville-pgsql-ulid/ulid-to-uuid.sql',
  'pgledger.sql',
];
const SCHEMA = 'pgledger';

/**
 * The peer's side of a sale: one transfer of 1 from an account that may not become negative to another, spread over as
 * many accounts as there are stock levels, and all from one account. None when BENCH_PGLEDGER names no checkout.
 */
export async function pgledgerSides(
  owner: Pool,
  app: Pool,
  accounts: number,
): Promise<Record<string, Operation>> {
  if (!FOLDER) return {};
  if (!existsSync(path.join(FOLDER, 'pgledger.sql'))) throw new Error(`no pgledger in ${FOLDER}`);
  const client = await owner.connect();
  try {
    await client.query(`create schema ${SCHEMA}; set search_path = ${SCHEMA}, public`);
    for (const file of FILES) await client.query(readFileSync(path.join(FOLDER, file), 'utf8'));
    await client.query(`
      select pgledger_create_account('stock ' || n, 'UNIT', false) from generate_series(1, ${accounts}) n;
      select pgledger_create_account('sold ' || n, 'UNIT') from generate_series(1, ${accounts}) n;
      update pgledger_accounts set balance = 1000000000 where name like 'stock %';
      grant usage on schema ${SCHEMA} to bincard_app;
      grant all on all tables in schema ${SCHEMA} to bincard_app;
      alter function pgledger_create_transfers(transfer_request[], timestamptz, jsonb) set search_path = ${SCHEMA}, public;
      analyze pgledger_accounts`);
    const { rows } = await client.query<{ id: string; name: string }>(
      'select id, name from pgledger_accounts',
    );
    const idsOf = (kind: string) =>
      rows.filter(({ name }) => name.startsWith(kind)).map(({ id }) => id);
    const [stock, sold] = [idsOf('stock'), idsOf('sold')];
    const pick = (list: string[]) => list[Math.floor(Math.random() * list.length)]!;
    const transfer = (from: () => string) => () =>
      app.query({
        name: 'pgledger',
        text: `select id from ${SCHEMA}.pgledger_create_transfers(array[row($1, $2, 1)::${SCHEMA}.transfer_request])`,
        values: [from(), pick(sold)],
      });
    return { pgledger: transfer(() => pick(stock)), pgledgerHot: transfer(() => stock[0]!) };
  } finally {
    client.release(true);
  }
}
