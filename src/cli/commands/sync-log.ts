import type { Command } from 'commander';
import { inOrder } from '../../database/statement';
import { syncRowsByRun, syncRunsById, syncRunsPage } from '../../database/queries/sync';
import type { Config } from '../../config';
import { CommandError } from '../command-error';
import { listing, printJson, type Cell } from '../terminal/output';
import { chosenSources } from '../sync-sources';
import { inheritedOptions, tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';
import { positive } from '../options';
import { runNumber } from '../run-number';
import { runOf } from '../sync-run-number';

interface Options extends TenantOptions {
  readonly source?: string;
  readonly run?: string;
  readonly last: number;
}

/** `bincard sync log`: the last runs, or the conflicts and errors of one run. */
export function addSyncLog(sync: Command, config: Config): void {
  tenantOptions(
    sync.command('log').description('list the last runs, or the failed rows of one run'),
    { clean: 'done' },
  )
    .option('--source <name>', 'only of this source')
    .option('--last <n>', 'how many', positive, 20)
    .option(
      '--run <id>',
      'the conflicts and errors of this run; the last digits of its id are enough',
      runNumber,
    )
    .action(async (_: Options, command: Command) => {
      const options = inheritedOptions<Options>(command);
      const { head, rows, lines } = await withTenant(config, options.tenant, (session) =>
        options.run ? rowsOf(session, options.run) : runsOf(session, options),
      );
      if (options.json) printJson(lines);
      else if (rows.length > 0 || !process.stdout.isTTY) console.log(listing(head, rows));
      else console.log(options.run ? 'No row of this run failed.' : 'No run yet.');
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
    snapshot.query(inOrder(syncRunsPage, true), {
      ...{ after: null, before: null, limit: last },
      sourceId: source ? sources[0]!.id : null,
    }),
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

async function rowsOf(session: TenantSession, number: string): Promise<Listed> {
  const runId = await runOf(session, number);
  const lines = await session.read(async (snapshot) => {
    const [run] = await snapshot.query(syncRunsById, { ids: [runId] });
    if (!run) throw new CommandError(`There is no sync run ${runId}`);
    return snapshot.query(syncRowsByRun, { runIds: [runId] });
  });
  return {
    lines,
    head: ['outcome', 'key', 'row', 'code', 'message'],
    rows: lines.map((row) => [row.outcome, row.key, row.rowNumber, row.code, row.message]),
  };
}
