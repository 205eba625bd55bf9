import { syncSourcesById, type SyncSourcesRow } from '../database/queries/sync';
import { badInput } from '../input/bad-input';
import type { SyncSource } from '../schema/sync-source';
import { asMappings } from '../sync/mapping';
import type { SyncSource as StoredSource } from '../sync/source';
import type { RequestContext } from './context';

/** A source by its id; throws SYNC_SOURCE_UNKNOWN. */
export async function storedSource(context: RequestContext, id: string): Promise<StoredSource> {
  const source = await context.loaders.one(syncSourcesById, id.toLowerCase());
  if (source) return source;
  throw badInput('sourceId', 'There is no such sync source', {}, 'sync_source_unknown');
}

/** A source by its id, in the form of the API; throws SYNC_SOURCE_UNKNOWN. */
export async function syncSource(context: RequestContext, id: string): Promise<SyncSource> {
  return asSyncSource(await storedSource(context, id));
}

export function asSyncSource(source: SyncSourcesRow): SyncSource {
  return { ...source, mappings: source.mappings && asMappings(source.mappings) };
}
