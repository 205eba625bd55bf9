import type { Command } from 'commander';
import type { Config } from '../../config';
import { FixStatus } from '../../schema/reconciliation-enums';
import { CommandError } from '../command-error';
import { helpAfter } from '../terminal/help';
import { confirm, needTerminal } from '../terminal/confirm';
import { fixTable, isQueued, type NamedDiscrepancy } from '../discrepancies';
import { readReport } from '../discrepancy-report';
import { paint, printJson } from '../terminal/output';
import { applyRun, countRemaining, openRun, readRun, type Task } from '../repair';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findProduct, withTenant, type TenantSession } from '../tenant-session';

interface Options extends TenantOptions {
  readonly batches?: boolean;
  readonly totals?: boolean;
  readonly channels?: boolean;
  readonly missing?: boolean;
  readonly all?: boolean;
  readonly product?: string;
  readonly fromReport?: string;
  readonly live?: boolean;
  readonly yes?: boolean;
}

interface Outcome {
  readonly tenant: string;
  readonly live: boolean;
  readonly runId: string;
  readonly lines: NamedDiscrepancy[];
  /** How many corrections were saved (in a dry run: would be) for the connectors of channels, which have to send them. */
  readonly queued: number;
  /** How many figures differ afterwards; those of channels do so until the channel reports again. */
  readonly remaining: number;
}

const HELP = `Projections are recomputed from the ledger, which no repair changes. For a channel a correction is saved for its connector; the figure differs until the channel reports again. A status or a listing is a decision: only --missing alone changes it, and never of an ARCHIVED product.`;

/** `bincard fix`: repairs what differs, unless it changed since it was shown; a dry run unless --live. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP);
  tenantOptions(command, {
    clean: 'nothing is left that differs',
    found: 'something still differs (as after every dry run that finds something)',
  })
    .option('--batches', 'batches, days and stock levels (LEDGER_MISMATCH, BATCH_MISMATCH)')
    .option('--totals', "channels' totals (TOTAL_MISMATCH)")
    .option('--channels', "channels' figures (CHANNEL_MISMATCH)")
    .option(
      '--missing',
      'with no other kind: make INACTIVE products with stock ACTIVE, show hidden ones (NOT_LISTED)',
    )
    .option('--all', 'every kind but NOT_LISTED, whose lines are SKIPPED')
    .option('--product <sku>', 'only this product')
    .option(
      '--from-report <file>',
      'a file of bincard compare --export; what has changed since is STALE',
    )
    .option('--live', 'write the repairs')
    .option('--yes', 'do not ask for confirmation')
    .action(async (options: Options) => {
      const kinds = kindsOf(options);
      const report = options.fromReport
        ? readReport(options.fromReport, options.tenant)
        : undefined;
      if (options.live && !options.yes) needTerminal();
      const outcome = await withTenant(config, options.tenant, async (session) => {
        const productId = await session.read((snapshot) => findProduct(snapshot, options.product));
        const task: Task = { scope: { productId, locationId: null, kinds }, report };
        return options.live ? repair(session, task, options) : rehearse(session, task);
      });
      if (options.json) printJson(outcome);
      else printOutcome(outcome);
      if (outcome.remaining > 0) process.exitCode = 1;
    });
}

/** The kinds that were chosen; null is every kind. */
function kindsOf(options: Options): string[] | null {
  const kinds = [
    ...(options.batches ? ['LEDGER_MISMATCH', 'BATCH_MISMATCH'] : []),
    ...(options.totals ? ['TOTAL_MISMATCH'] : []),
    ...(options.channels ? ['CHANNEL_MISMATCH'] : []),
    ...(options.missing ? ['NOT_LISTED'] : []),
  ];
  if (options.all || (kinds.length === 0 && options.fromReport)) return null;
  if (kinds.length > 0) return kinds;
  throw new CommandError(
    'Choose what to fix: --batches, --totals, --channels, --missing, --all or --from-report FILE',
  );
}

/** The database makes the repair and takes it back; what it would do is kept as a run. */
async function rehearse(session: TenantSession, task: Task): Promise<Outcome> {
  const runId = await openRun(session, task);
  return outcome(session, task, runId, false);
}

async function repair(session: TenantSession, task: Task, options: Options): Promise<Outcome> {
  // The run records what was shown, and only that is applied; what changes meanwhile becomes STALE.
  const runId = await openRun(session, task);
  const found = await session.read((snapshot) => readRun(snapshot, runId));
  const planned = found.filter((line) => line.fix === FixStatus.PLANNED).length;
  if (planned > 0) {
    if (!options.yes) {
      console.error(fixTable(found, false));
      await confirm(`Repair ${planned} discrepancies of "${session.code}"?`, options.yes);
    }
    await applyRun(session, runId);
  }
  return outcome(session, task, runId, true);
}

function outcome(
  session: TenantSession,
  task: Task,
  runId: string,
  live: boolean,
): Promise<Outcome> {
  return session.read(async (snapshot) => {
    const lines = await readRun(snapshot, runId);
    const remaining = await countRemaining(snapshot, task.scope, task.report && lines);
    const queued = lines.filter((line) => isQueued(line, live));
    return { tenant: session.code, live, runId, lines, queued: queued.length, remaining };
  });
}

/** A correction changes no figure: the channel's connector sends it, and the channel reports what it then has. */
function waiting(queued: number, live: boolean): string {
  if (queued === 0) return '';
  const done = live ? 'queued' : 'would be queued';
  return queued === 1
    ? `, 1 correction ${done}, whose figure differs until its channel reports again`
    : `, ${queued} corrections ${done}, whose figures differ until their channels report again`;
}

function printOutcome({ live, lines, queued, remaining, runId }: Outcome): void {
  if (lines.length > 0) console.log(fixTable(lines, live));
  const count = (fix: FixStatus) => lines.filter((line) => line.fix === fix).length;
  const done = live
    ? `${count(FixStatus.APPLIED) - queued} of ${lines.length} repaired${waiting(queued, live)} (run ${runId})`
    : `dry run: ${count(FixStatus.PLANNED) - queued} of ${lines.length} would be repaired${waiting(queued, live)}; --live ${queued > 0 ? 'does it' : 'repairs them'}`;
  const left = remaining
    ? paint('red', `${remaining} differ`)
    : paint('green', 'nothing differs any more');
  console.log(
    lines.length === 0 && remaining === 0 ? paint('green', 'nothing differs') : `${done}; ${left}`,
  );
}
