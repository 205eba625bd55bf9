import { Client } from 'pg';
import { examine, type Finding } from '../lifecycle/doctor';
import { isRefusedChanges } from '../lifecycle/event-triggers';
import { migrate } from '../lifecycle/migrate';
import { createPool } from '../database/pool';
import { readSql } from '../database/sql-files';
import { readTenantCodes } from '../database/tenant-codes';
import { lastTransaction } from '../database/queries/verification';
import { CommandError } from './command-error';
import { readDiscrepancies } from './discrepancies';
import { runClient } from './postgres-client';
import { onTenant, type TenantSession } from './tenant-session';
import { passTransaction } from '../lifecycle/transaction-numbers';
import { isSound, verifyTenant, type Verification } from './verification';

/** Everything is made by the owner: only a superuser could give functions to the ledger's role, which migrate does. */
const AS_OWNER = [
  ...['--exit-on-error', '--single-transaction', '--schema=inventory'],
  ...['--no-owner', '--role=bincard_owner'],
];

/** What a backup can have wrong. What a channel shows and whether a product is sold, people decide before and after it. */
const OWN_FIGURES = ['LEDGER_MISMATCH', 'BATCH_MISMATCH'];

/** The result of checking a restored database. */
export interface Restored {
  readonly findings: Finding[];
  readonly tenants: {
    readonly tenant: string;
    readonly verification: Verification;
    readonly discrepancies: number;
  }[];
}

/**
 * Restores a backup into a database without tenants. pg_restore creates the triggers after it has filled the tables, so
 * they do not fire for restored rows. (They would in a restore of the data alone.)
 */
export async function restore(
  url: string,
  file: string,
  confirmed: () => Promise<void>,
): Promise<void> {
  await inDatabase(url, async (client) => {
    if (await isRefusedChanges(client)) {
      throw new CommandError(
        "A superuser migrated this database, and its event triggers refuse a restore by any other login: restore with a superuser's login",
      );
    }
    await client.query(readSql('db/bootstrap.sql')); // the roles are the cluster's, not the backup's
  });
  await refuseTenants(url);
  // Fails on a file that is no backup, or of a later pg_dump, before anything is dropped.
  const contents = await runClient('pg_restore', ['--list', file]);
  if (!/ TABLE DATA inventory movements /.test(contents)) {
    throw new CommandError(`${file} is not a backup of Bincard`);
  }
  await confirmed();
  await inDatabase(url, async (client) => {
    await client.query('drop schema inventory cascade');
    await client.query(readSql('db/bootstrap.sql'));
  });
  await runClient('pg_restore', [...AS_OWNER, file], url);
  // A dump holds functions and triggers as PostgreSQL prints them, which is not how they were written, and an older
  // version may have made the backup: they are applied again from this version's files.
  await inDatabase(url, async (client) => {
    await client.query(
      "set role bincard_owner; update inventory.applied_files set content_hash = ''",
    );
  });
  await migrate(url);
}

async function refuseTenants(url: string): Promise<void> {
  const [first] = await readTenantCodes(url);
  if (first === undefined) return;
  throw new CommandError(
    `This database has tenants ("${first}"): restore into an empty one, by DATABASE_URL or BINCARD_DATA_DIR`,
  );
}

/** Runs the checks of doctor, and of verify and compare for every tenant. */
export async function checkRestored(url: string): Promise<Restored> {
  const codes = await readTenantCodes(url);
  const findings = await keepPositionsValid(url, codes);
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  findings.push(...(await examine(pool).finally(() => pool.end())));
  const tenants: Restored['tenants'][number][] = [];
  for (const code of codes) tenants.push(await onTenant(url, code, checkTenant));
  return { findings, tenants };
}

async function checkTenant(session: TenantSession): Promise<Restored['tenants'][number]> {
  const verification = await verifyTenant(session, 'FULL');
  const figures = { productId: null, locationId: null, kinds: OWN_FIGURES };
  const found = await session.read((snapshot) => readDiscrepancies(snapshot, figures));
  return { tenant: session.code, verification, discrepancies: found.length };
}

/**
 * Advances the cluster's transaction numbers beyond those of the backup, so that positions in the ledger stay valid: the
 * cursors of readers, and where the last verification ended.
 */
async function keepPositionsValid(url: string, codes: string[]): Promise<Finding[]> {
  let last = 0n;
  for (const code of codes) {
    const { transactionId } = await onTenant(url, code, ({ read }) =>
      read((snapshot) => snapshot.query(lastTransaction)),
    );
    const number = BigInt(transactionId ?? 0);
    if (number > last) last = number;
  }
  if (await inDatabase(url, (client) => passTransaction(client, last))) return [];
  const problem = `movementsSince and incremental verification skip movements until this cluster reaches transaction ${last}`;
  return [{ object: 'transaction numbers', problem }];
}

export function isSoundRestore({ findings, tenants }: Restored): boolean {
  const sound = tenants.every((one) => isSound(one.verification) && one.discrepancies === 0);
  return sound && findings.length === 0;
}

async function inDatabase<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // the next statement reports it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
