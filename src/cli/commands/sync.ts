import type { Command } from 'commander';
import type { Config } from '../../config';
import type { Identity } from '../../auth/token';
import { SyncError } from '../../sync/errors';
import type { FinishedRun, RunOptions } from '../../sync/run';
import type { SyncDirection } from '../../sync/run-state';
import type { SyncService } from '../../sync/service';
import type { SyncSource } from '../../sync/source';
import { CommandError } from '../command-error';
import { printJson } from '../terminal/output';
import { withOpenProgress } from '../terminal/progress';
import { chosenSources, withSync } from '../sync-sources';
import { NONE, printRuns, type NamedRun } from '../sync-runs';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';
import { addSyncEnable } from './sync-enable';
import { addSyncLog } from './sync-log';
import { addSyncTest } from './sync-test';

interface Options extends TenantOptions {
  readonly importOnly?: boolean;
  readonly exportOnly?: boolean;
  readonly dryRun?: boolean;
  readonly keys?: string[];
}

/** `bincard sync [SOURCE]`: exports sales to external sources and imports their stock. */
export function define(command: Command, config: Config): void {
  const sync = tenantOptions(command, {
    clean: 'done',
    found: 'done, with errors or conflicts in some rows (bincard sync log)',
  })
    .argument('[source]', 'the source; every enabled one unless given')
    .option('--import-only', 'only import stock')
    .option('--export-only', 'only export sales')
    .option('--dry-run', 'say what the live run would do; nothing stays on either side')
    .option('--keys <key...>', 'import only these keys')
    .action((source: string | undefined, options: Options) => run(config, source, options));
  sync.enablePositionalOptions(); // --tenant after `log` is log's
  addSyncTest(sync, config);
  addSyncLog(sync, config);
  addSyncEnable(sync, config);
}

async function run(config: Config, name: string | undefined, options: Options): Promise<void> {
  if (options.importOnly && options.exportOnly) {
    throw new CommandError('--import-only and --export-only exclude each other');
  }
  if (options.keys && (name === undefined || options.exportOnly)) {
    throw new CommandError('--keys are for the import of one source');
  }
  const runs = await withTenant(config, options.tenant, async (session) => {
    const named = await chosenSources(session, name);
    const sources = name === undefined ? named.filter(({ enabled }) => enabled) : named;
    return withSync(config, session, async (service, identity) => {
      const done: NamedRun[] = [];
      for (const source of sources)
        done.push(...(await syncOne(service, identity, source, options)));
      return done;
    });
  });
  if (options.json) printJson(runs);
  else printRuns(runs);
  if (runs.some(({ failure }) => failure)) process.exitCode = 2;
  else if (runs.some(({ conflicts, errors }) => conflicts + errors > 0)) process.exitCode = 1;
}

/** Export before import: sales are written before the external rows are read. */
async function syncOne(
  service: SyncService,
  identity: Identity,
  source: SyncSource,
  options: Options,
): Promise<NamedRun[]> {
  const runs: NamedRun[] = [];
  let exported: RunOptions['exported'];
  const directions: SyncDirection[] = [
    ...(options.importOnly || options.keys ? [] : (['EXPORT'] as const)),
    ...(options.exportOnly ? [] : (['IMPORT'] as const)),
  ];
  for (const direction of directions) {
    const dryRun = options.dryRun ?? false;
    const run = await withOpenProgress(`${source.name} ${direction.toLowerCase()}`, (onProgress) =>
      runOne(service, identity, source, {
        ...{ direction, dryRun, trigger: 'MANUAL', onProgress },
        ...(direction === 'IMPORT' && { keys: options.keys, ...(dryRun && { exported }) }),
      }),
    );
    runs.push({
      ...{ source: source.name, enabled: source.enabled, runId: run.id ?? null, direction, dryRun },
      ...NONE,
      ...run.counts,
      ...{ failure: run.failure?.failure ?? null, message: run.failure?.message ?? null },
    });
    if (run.failure) break;
    exported = run.settled;
  }
  return runs;
}

/** A run that could not start, because another run of the source is in progress, is shown as a failed one. */
async function runOne(
  service: SyncService,
  identity: Identity,
  source: SyncSource,
  options: Parameters<SyncService['run']>[2],
): Promise<Pick<FinishedRun, 'failure'> & Partial<FinishedRun>> {
  try {
    return (await service.run(identity, source.id, options))!;
  } catch (error) {
    if (error instanceof SyncError) return { failure: error };
    throw error;
  }
}
