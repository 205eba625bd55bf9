import { Client } from 'pg';
import { examine, type Finding } from '../database/doctor';
import { migrate } from '../database/migrate';
import { createPool } from '../database/pool';
import { readSql } from '../database/sql-files';
import { CommandError } from './command-error';
import { readDiscrepancies } from './discrepancies';
import { checkVersion, runClient } from './postgres-client';
import { onTenant } from './tenant-session';
import { isSound, verifyTenant, type Verification } from './verification';

/** What was found in a database after a restore. */
export interface Restored {
  readonly findings: Finding[];
  readonly tenants: {
    readonly tenant: string;
    readonly verification: Verification;
    readonly discrepancies: number;
  }[];
}

/**
 * Reads a backup into a database without tenants. pg_restore makes tables and functions, fills the tables, and
 * only then makes the triggers: no trigger sees a restored row. (A restore of the data alone would meet them.)
 */
export async function restore(
  url: string,
  file: string,
  confirmed: () => Promise<void>,
): Promise<void> {
  await checkVersion('pg_restore', url);
  // Says what is wrong with the file before anything is taken away for it.
  const contents = await runClient('pg_restore', ['--list', file]);
  if (!/ TABLE DATA inventory movements /.test(contents)) {
    throw new CommandError(`${file} is not a backup of Bincard`);
  }
  await inDatabase(url, async (client) => {
    await client.query(readSql('db/bootstrap.sql')); // the roles are the cluster's, not the backup's
    await refuseTenants(client);
    await confirmed();
    await client.query('drop schema inventory cascade');
  });
  await runClient('pg_restore', ['--exit-on-error', '--single-transaction', file], url);
  await migrate(url); // an older version wrote it, maybe
}

async function refuseTenants(client: Client): Promise<void> {
  const [first] = await tenantCodes(client);
  if (first === undefined) return;
  throw new CommandError(
    `This database has tenants ("${first}"): restore into an empty one, by DATABASE_URL or BINCARD_DATA_DIR`,
  );
}

/** What doctor, verify and compare say of a restored database, for every tenant. */
export async function checkRestored(url: string): Promise<Restored> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  const findings = await examine(pool).finally(() => pool.end());
  const tenants: Restored['tenants'][number][] = [];
  for (const tenant of await inDatabase(url, tenantCodes)) {
    tenants.push(
      await onTenant(url, tenant, async (session) => ({
        tenant,
        verification: await verifyTenant(session, 'FULL'),
        discrepancies: await session.read((snapshot) =>
          readDiscrepancies(snapshot, { productId: null, locationId: null, kinds: null }),
        ),
      })).then((found) => ({ ...found, discrepancies: found.discrepancies.length })),
    );
  }
  return { findings, tenants };
}

export function isSoundRestore({ findings, tenants }: Restored): boolean {
  const sound = tenants.every((one) => isSound(one.verification) && one.discrepancies === 0);
  return sound && findings.length === 0;
}

/** The codes of all tenants, as the owner, who alone sees them all. */
async function tenantCodes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('inventory.tenants') is not null as there`,
  );
  if (!rows[0]!.there) return [];
  await client.query('set role bincard_owner');
  const found = await client.query<{ code: string }>(
    'select code from inventory.tenants order by code',
  );
  await client.query('reset role');
  return found.rows.map(({ code }) => code);
}

async function inDatabase<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // the next statement says it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
