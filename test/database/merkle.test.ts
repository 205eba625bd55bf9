import { createTestDatabase, type TestDatabase } from '../support/database';
import { consistencyOf, leafHash, pathOf, rootOf } from '../support/merkle';

// The trees of the database against the recursive definitions of RFC 9162.

const leavesOf = (n: number) => Array.from({ length: n }, (_, i) => leafHash(Buffer.from(`${i}`)));
const SIZES = [...Array(33).keys(), 100, 1000];

describe('Merkle trees in the database', () => {
  let database: TestDatabase;
  const ask = async <Row>(sql: string, values: unknown[]) =>
    (await database.pools.app.query<Row & object>(sql, values)).rows as Row[];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it('have the root of RFC 9162', async () => {
    for (const size of SIZES) {
      const leaves = leavesOf(size);
      const rows = await ask<{ root: Buffer }>('select inventory.merkle_root($1) as root', [
        Buffer.concat(leaves),
      ]);
      expect([size, rows[0]!.root.toString('hex')]).toEqual([size, rootOf(leaves).toString('hex')]);
    }
  });

  it('have its inclusion proof of every leaf', async () => {
    for (const size of SIZES.slice(1, -1)) {
      const leaves = leavesOf(size);
      const rows = await ask<{ path: Buffer[] }>(
        'select inventory.merkle_path($1, i) as path from generate_series(0, $2 - 1) i order by i',
        [Buffer.concat(leaves), size],
      );
      expect(rows.map(({ path }) => path)).toEqual(leaves.map((_, m) => pathOf(m, leaves)));
    }
  });

  it('have its consistency proof from every smaller tree', async () => {
    for (const size of SIZES.slice(1, -1)) {
      const leaves = leavesOf(size);
      const rows = await ask<{ path: Buffer[] }>(
        'select inventory.merkle_consistency($1, m) as path from generate_series(1, $2::int) m order by m',
        [Buffer.concat(leaves), size],
      );
      expect(rows.map(({ path }) => path)).toEqual(
        leaves.map((_, m) => consistencyOf(m + 1, leaves)),
      );
    }
  });
});
