import { badInput } from '../input/bad-input';
import type { SyncSource } from '../schema/sync';
import type { RequestContext } from './context';
import type { SyncSource as Source } from '../sync/source';

/** A source by its id; throws SYNC_SOURCE_UNKNOWN. */
export async function syncSource(
  context: RequestContext,
  id: string,
): Promise<Source & SyncSource> {
  const source = await context.loaders.one<Source & SyncSource>(
    'sync-sources-by-id',
    id.toLowerCase(),
  );
  if (source) return source;
  throw badInput('sourceId', 'There is no such sync source', {}, 'sync_source_unknown');
}
