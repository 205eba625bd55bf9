import type { Identity } from '../auth/token';
import type { Snapshot } from '../database/snapshot';
import type { SyncSource } from '../sync/source';
import { SyncService } from '../sync/service';
import { CommandError } from './command-error';
import type { Config } from '../config';
import type { TenantSession } from './tenant-session';

/** All sources of a tenant, ordered by name, or the named one. */
export async function chosenSources(session: TenantSession, name?: string): Promise<SyncSource[]> {
  return session.read(async (snapshot) => {
    if (name === undefined) return allSources(snapshot);
    const found = (await snapshot.query('sync-source-by-name', [name])) as unknown as SyncSource[];
    if (found.length > 0) return found;
    const names = (await allSources(snapshot)).map((source) => source.name);
    const known = names.length > 0 ? `; there are ${names.join(', ')}` : '';
    throw new CommandError(`There is no sync source ${name}${known}`);
  });
}

async function allSources(snapshot: Snapshot): Promise<SyncSource[]> {
  return (await snapshot.query('sync-sources', [])) as unknown as SyncSource[];
}

/** Runs `work` with a sync service on the session's database. */
export async function withSync<Result>(
  config: Config,
  session: TenantSession,
  work: (service: SyncService, identity: Identity) => Promise<Result>,
): Promise<Result> {
  const service = new SyncService(session.databaseUrl, config.syncDir);
  try {
    return await work(service, session.identity);
  } finally {
    await service.close();
  }
}
