import type { Command } from 'commander';
import type { Config } from '../../config';
import { fixTable, type NamedDiscrepancy } from '../discrepancies';
import { uuid } from '../options';
import { printJson } from '../terminal/output';
import { applyRun, countRemaining, openRun, readRun } from '../repair';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';

interface Options extends TenantOptions {
  readonly apply?: string;
}

interface Run {
  readonly tenant: string;
  readonly runId: string;
  readonly lines: NamedDiscrepancy[];
  readonly remaining: number;
}

const EVERYTHING = { productId: null, locationId: null, kinds: null };

/** `bincard reconcile`: saves a comparison as a run, or applies a saved one. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, {
    clean: 'nothing differs, or everything in the run is repaired',
    found: 'something differs',
  })
    .option('--apply <run>', 'repair what this run found, where it has not changed since', uuid)
    .action(async (options: Options) => {
      const run = await withTenant(config, options.tenant, (session) =>
        options.apply ? apply(session, options.apply) : save(session),
      );
      if (options.json) printJson(run);
      else printRun(run, options.apply !== undefined);
      if (run.remaining > 0) process.exitCode = 1;
    });
}

async function save(session: TenantSession): Promise<Run> {
  const runId = await openRun(session, { scope: EVERYTHING });
  const lines = await session.read((snapshot) => readRun(snapshot, runId));
  return { tenant: session.code, runId, lines, remaining: lines.length };
}

async function apply(session: TenantSession, runId: string): Promise<Run> {
  await applyRun(session, runId);
  return session.read(async (snapshot) => {
    const lines = await readRun(snapshot, runId);
    const remaining = await countRemaining(snapshot, EVERYTHING, lines);
    return { tenant: session.code, runId, lines, remaining };
  });
}

function printRun({ runId, lines, remaining, tenant }: Run, applied: boolean): void {
  if (lines.length > 0) console.log(fixTable(lines, applied));
  console.log(`run ${runId}: ${lines.length} discrepancies found; ${remaining} differ now`);
  if (applied || lines.length === 0) return;
  console.log(`To repair them: bincard reconcile --tenant ${tenant} --apply ${runId}`);
}
