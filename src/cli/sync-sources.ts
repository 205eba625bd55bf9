import type { Identity } from '../auth/token';
import { syncSourceByName, syncSources } from '../database/queries/sync';
import type { SyncSource } from '../sync/source';
import { SyncService } from '../sync/service';
import { CommandError } from './command-error';
import type { Config } from '../config';
import type { TenantSession } from './tenant-session';

/** All sources of a tenant, ordered by name, or the named one. */
export async function chosenSources(session: TenantSession, name?: string): Promise<SyncSource[]> {
  return session.read(async (snapshot) => {
    if (name === undefined) return snapshot.query(syncSources);
    const found = await snapshot.query(syncSourceByName, { name });
    if (found) return [found];
    const names = (await snapshot.query(syncSources)).map((source) => source.name);
    const known = names.length > 0 ? `; there are ${names.join(', ')}` : '';
    throw new CommandError(`There is no sync source ${name}${known}`);
  });
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
