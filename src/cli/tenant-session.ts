import { userInfo } from 'node:os';
import type { Readable } from 'node:stream';
import type { Identity } from '../auth/token';
import type { Config } from '../config';
import { type DocumentFunction, writeDocument } from '../database/documents';
import { createPool } from '../database/pool';
import { Snapshot } from '../database/snapshot';
import { streamCopy } from '../exports/stream';
import { locationByCode } from '../database/queries/locations';
import { productBySku } from '../database/queries/products';
import { names } from '../database/queries/tenants';
import { asCommandError, CommandError } from './command-error';
import { findTenant, withDatabase } from './database';
import { isId } from '../input/validate';

/** A command's access to one tenant, with the rights of the server and not of the owner. */
export interface TenantSession {
  readonly code: string;
  readonly databaseUrl: string;
  readonly identity: Identity;
  /** Reads in one snapshot, so that all figures are of the same moment. */
  readonly read: <Result>(work: (snapshot: Snapshot) => Promise<Result>) => Promise<Result>;
  readonly write: <Result>(name: DocumentFunction, input: object) => Promise<Result>;
  /** Streams what a COPY gives, in one snapshot. */
  readonly copy: (sql: string) => Promise<Readable>;
  /** Writes as another actor than the user of the command line. */
  readonly writeAs: <Result>(
    actor: string,
    name: DocumentFunction,
    input: object,
  ) => Promise<Result>;
}

/** Opens the database that `npm start` would use, for work on one tenant. */
export function withTenant<Result>(
  config: Config,
  code: string,
  work: (session: TenantSession) => Promise<Result>,
): Promise<Result> {
  return withDatabase(config, (url) => onTenant(url, code, work));
}

/** The same on a database that is open. */
export async function onTenant<Result>(
  url: string,
  code: string,
  work: (session: TenantSession) => Promise<Result>,
): Promise<Result> {
  const identity: Identity = {
    tenantId: await findTenant(url, code),
    actor: actor(),
    role: 'admin',
  };
  const pool = createPool(url, 'bincard_app', { max: 2 });
  const read: TenantSession['read'] = async (reading) => {
    const snapshot = new Snapshot(pool, identity.tenantId, false);
    try {
      return await reading(snapshot);
    } finally {
      await snapshot.end();
    }
  };
  const write = <Result>(as: string, name: DocumentFunction, input: object) =>
    writeDocument<Result>(pool, { ...identity, actor: as }, name, input, false).catch(
      (error: unknown) => {
        throw asCommandError(error, input);
      },
    );
  try {
    return await work({
      code,
      databaseUrl: url,
      identity,
      read,
      write: (name, input) => write(identity.actor, name, input),
      copy: (sql) => streamCopy(pool, identity.tenantId, sql),
      writeAs: write,
    });
  } catch (error) {
    throw asCommandError(error);
  } finally {
    await pool.end();
  }
}

/** The user of the command line, recorded as the actor. */
export function actor(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    return 'cli'; // an account without a name, as in some containers
  }
}

/** The id of a product by its SKU, another of its codes or its id; null when none was named. */
export async function findProduct(snapshot: Snapshot, sku?: string): Promise<string | null> {
  if (sku === undefined) return null;
  if (isId(sku)) return known(snapshot, 'product', sku);
  const product = await snapshot.query(productBySku, { sku });
  if (!product) throw new CommandError(`There is no product ${sku}`);
  return product.id;
}

/** The id of a location by its code or its id; null when none was named. */
export async function findLocation(snapshot: Snapshot, code?: string): Promise<string | null> {
  if (code === undefined) return null;
  if (isId(code)) return known(snapshot, 'location', code);
  const location = await snapshot.query(locationByCode, { code });
  if (!location) throw new CommandError(`There is no location ${code}`);
  return location.id;
}

async function known(snapshot: Snapshot, kind: 'product' | 'location', id: string) {
  const [product, location] = [kind === 'product' ? [id] : [], kind === 'location' ? [id] : []];
  const [row] = await snapshot.query(names, {
    ...{ productIds: product, locationIds: location, batchIds: [] },
  });
  if (!row) throw new CommandError(`There is no ${kind} ${id}`);
  return row.id;
}
