import type { Command } from 'commander';
import type { Config } from '../../config';
import type { SyncCounts } from '../../sync/run-state';
import { CommandError } from '../command-error';
import { listing, printJson, type Cell } from '../terminal/output';
import { chosenSources } from '../sync-sources';
import { inheritedOptions, tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';
import { positive, uuid } from '../options';

interface Options extends TenantOptions {
  readonly source?: string;
  readonly run?: string;
  readonly last: number;
}

interface LoggedRun extends SyncCounts {
  readonly id: string;
  readonly sourceId: string;
  readonly direction: string;
  readonly dryRun: boolean;
  readonly status: string;
  readonly trigger: string;
  readonly startedAt: string;
  readonly durationMs: number | null;
  readonly failure: string | null;
  readonly [column: string]: unknown;
}

/** `bincard sync log`: the last runs, or the conflicts and errors of one run. */
export function addSyncLog(sync: Command, config: Config): void {
  tenantOptions(
    sync.command('log').description('list the last runs, or the failed rows of one run'),
    { clean: 'done' },
  )
    .option('--source <name>', 'only of this source')
    .option('--last <n>', 'how many', positive, 20)
    .option('--run <id>', 'the conflicts and errors of this run', uuid)
    .action(async (_: Options, command: Command) => {
      const options = inheritedOptions<Options>(command);
      const { head, rows, lines } = await withTenant(config, options.tenant, (session) =>
        options.run ? rowsOf(session, options.run) : runsOf(session, options),
      );
      if (options.json) printJson(lines);
      else console.log(listing(head, rows));
    });
}

interface Listed {
  readonly head: string[];
  readonly rows: Cell[][];
  readonly lines: unknown[];
}

async function runsOf(session: TenantSession, { source, last }: Options): Promise<Listed> {
  const sources = await chosenSources(session, source);
  const lines = await session.read((snapshot) =>
    snapshot.query<LoggedRun>('sync-runs-page', [null, last, source ? sources[0]!.id : null]),
  );
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  return {
    lines: lines.map((run) => ({ source: names.get(run.sourceId), ...run })),
    head: [
      ...['started', 'source', 'direction', 'mode', 'trigger', 'status', 'ms', 'seen', 'created'],
      ...['updated', 'exported', 'skipped', 'conflicts', 'errors', 'failure', 'run'],
    ],
    rows: lines.map((run) => [
      ...[run.startedAt, names.get(run.sourceId), run.direction, run.dryRun ? 'dry run' : 'live'],
      ...[run.trigger, run.status, run.durationMs, run.seen, run.created, run.updated],
      ...[run.exported, run.skipped, run.conflicts, run.errors, run.failure, run.id],
    ]),
  };
}

interface LoggedRow {
  readonly outcome: string;
  readonly key: string | null;
  readonly rowNumber: number | null;
  readonly code: string;
  readonly message: string;
  readonly [column: string]: unknown;
}

async function rowsOf(session: TenantSession, runId: string): Promise<Listed> {
  const lines = await session.read(async (snapshot) => {
    const [run] = await snapshot.query('sync-runs-by-id', [[runId]]);
    if (!run) throw new CommandError(`There is no sync run ${runId}`);
    return snapshot.query<LoggedRow>('sync-rows-by-run', [[runId]]);
  });
  return {
    lines,
    head: ['outcome', 'key', 'row', 'code', 'message'],
    rows: lines.map((row) => [row.outcome, row.key, row.rowNumber, row.code, row.message]),
  };
}
