import type { DocumentFunction } from '../../src/database/documents';

type Call = (name: DocumentFunction, input: object) => Promise<{ id: string }>;

/** Records a dry run of a source's import, without reading a file, and switches the source on with it. */
export async function switchOn(call: Call, sourceId: string): Promise<void> {
  await call('update_sync_source', {
    ...{ id: sourceId, enabled: true, dryRunId: await dryRun(call, sourceId) },
  });
}

/** Records a dry run of a source's import that found nothing to do, and returns its id. */
export async function dryRun(call: Call, sourceId: string, end: object = {}): Promise<string> {
  const { id: runId } = await call('begin_sync_run', {
    ...{ sourceId, direction: 'IMPORT', dryRun: true, trigger: 'MANUAL' },
  });
  const counts = { seen: 0, created: 0, updated: 0, exported: 0, skipped: 0 };
  await call('end_sync_run', { runId, ...counts, conflicts: 0, errors: 0, ...end });
  return runId;
}
