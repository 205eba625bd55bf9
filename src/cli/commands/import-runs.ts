import type { Command } from 'commander';
import {
  importProblemsByRun,
  importRunsById,
  importRunsPage,
  type ImportProblemsByRunRow,
  type ImportRunsPageRow,
} from '../../database/queries/imports';
import { inOrder } from '../../database/statement';
import type { Config } from '../../config';
import { isId } from '../../input/validate';
import { CommandError } from '../command-error';
import { problemsTable } from '../import-report';
import { positive } from '../options';
import { idOf, LOOKED_AT, runNumber } from '../run-number';
import { listing, printJson } from '../terminal/output';
import { inheritedOptions, tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';

/** So many problems are read at a time. */
const PAGE = 1_000;

/** `bincard import list`: the last imports. `bincard import show ID`: one of them, with why its rows were refused. */
export function addImportRuns(command: Command, config: Config): void {
  tenantOptions(command.command('list').description('list the last imports and dry runs'), {
    clean: 'done',
  })
    .option('--last <n>', 'how many', positive, 20)
    .action(async (_: unknown, list: Command) => {
      const { tenant, json, last } = inheritedOptions<TenantOptions & { last: number }>(list);
      const runs = await withTenant(config, tenant, (session) => lastRuns(session, last));
      if (json) printJson(runs);
      else if (runs.length > 0 || !process.stdout.isTTY) console.log(runsTable(runs));
      else console.log('No import yet.');
    });
  tenantOptions(
    command.command('show').description('show an import, and why its rows were refused'),
    { clean: 'no row was refused', found: 'a row was refused, or the import did not end' },
  )
    .argument('<id>', 'the id of the import; its last digits are enough', runNumber)
    .action(async (number: string, _: unknown, show: Command) => {
      const { tenant, json } = inheritedOptions<TenantOptions>(show);
      const { run, problems } = await withTenant(config, tenant, (session) =>
        readRun(session, number),
      );
      if (json) printJson({ ...run, problems });
      else {
        console.log(runsTable([run]));
        if (run.message !== null) console.log(`${run.message} (${run.failure})`);
        if (problems.length > 0) console.log(problemsTable(problems));
      }
      if (run.refused > 0 || run.failure !== null || run.endedAt === null) process.exitCode = 1;
    });
}

const lastRuns = (session: TenantSession, limit: number) =>
  session.read((snapshot) =>
    snapshot.query(inOrder(importRunsPage, true), { after: null, before: null, limit }),
  );

async function readRun(session: TenantSession, number: string) {
  const id = isId(number)
    ? number
    : idOf(number, await lastRuns(session, LOOKED_AT), 'bincard import list');
  return session.read(async (snapshot) => {
    const [run] = await snapshot.query(importRunsById, { ids: [id] });
    if (!run) throw new CommandError(`There is no import ${id}`);
    const problems: ImportProblemsByRunRow[] = [];
    for (;;) {
      const page = { after: problems.at(-1)?.id ?? null, before: null, limit: PAGE };
      const read = await snapshot.query(importProblemsByRun, { ...page, runIds: [id] });
      problems.push(...read);
      if (read.length < PAGE) return { run, problems };
    }
  });
}

function runsTable(runs: readonly ImportRunsPageRow[]): string {
  return listing(
    [
      ...['started', 'kind', 'file', 'mode', 'by', 'rows', 'created', 'updated', 'unchanged'],
      ...['refused', 'leftOut', 'failure', 'run'],
    ],
    runs.map((run) => [
      ...[run.startedAt, run.kind.toLowerCase(), run.fileName, run.dryRun ? 'dry run' : 'live'],
      ...[run.actor, run.rows, run.created, run.updated, run.unchanged, run.refused],
      run.rolledBack,
      run.endedAt === null ? 'not ended' : run.failure,
      run.id,
    ]),
  );
}
