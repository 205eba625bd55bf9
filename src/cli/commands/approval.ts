import type { Command } from 'commander';
import type { Config } from '../../config';
import { approvalsInWords, type ApprovalsInWordsRow } from '../../database/queries/adjustments';
import { CommandError } from '../command-error';
import { helpAfter } from '../terminal/help';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';

interface ApproveOptions extends TenantOptions {
  readonly complete?: boolean;
}

interface RejectOptions extends TenantOptions {
  readonly reason: string;
}

const HELP = `The number is the end of the document's id: eight digits as list prints it, or as many as tell it from the others. Whoever decides is recorded as the user of the command line; nobody approves what he asked for himself.`;

/** `bincard approval list|approve|reject`: what waits for a second person. */
export function define(command: Command, config: Config): void {
  const sub = (name: string, description: string) =>
    tenantOptions(command.command(name).description(description), { clean: 'done' });
  sub(
    'list',
    'list the adjustments, transfers and counts that wait for approval, the oldest first',
  ).action(async ({ tenant, json }: TenantOptions) => {
    const found = await withTenant(config, tenant, waiting);
    if (json) return printJson(found);
    const rows = found.map((one) => [
      ...[numberOf(one), wordsOf(one), one.what, one.reason],
      ...[one.requestedBy, one.requestedAt],
    ]);
    console.log(listing(['number', 'kind', 'what', 'reason', 'requestedBy', 'at'], rows));
  });
  helpAfter(sub('approve', 'approve one, as the second person; a count is posted'), HELP)
    .argument('<number>', 'its number, as list prints it')
    .option('--complete', 'and move the stock: complete the adjustment, or receive the transfer')
    .action((number: string, options: ApproveOptions) => approve(config, number, options));
  helpAfter(sub('reject', 'reject one; a transfer or a count is cancelled'), HELP)
    .argument('<number>', 'its number, as list prints it')
    .requiredOption('--reason <text>', 'why')
    .action((number: string, options: RejectOptions) => reject(config, number, options));
}

const numberOf = ({ id }: ApprovalsInWordsRow) => id.slice(-8);
const wordsOf = ({ kind }: ApprovalsInWordsRow) => kind.toLowerCase().replace('_', ' ');

/** The entry point that decides, and the status that each outcome has there. */
const STEPS = {
  ADJUSTMENT: { name: 'set_adjustment_status', rejected: 'REJECTED', done: 'COMPLETED' },
  TRANSFER: { name: 'set_transfer_status', rejected: 'CANCELLED', done: 'FULFILLED' },
  TRANSFER_SHORT: { name: 'decide_transfer_short', rejected: 'REJECTED', done: undefined },
  STOCK_COUNT: { name: 'set_stock_count_status', rejected: 'CANCELLED', done: 'POSTED' },
} as const;

/** Why a count is posted: the document says what differed. */
const REASON = 'Approved beyond the tolerance';

async function approve(config: Config, number: string, options: ApproveOptions): Promise<void> {
  const { tenant, complete, json } = options;
  const done = await withTenant(config, tenant, async (session) => {
    const found = await find(session, number);
    const { name, done } = STEPS[found.kind];
    const decide = (status: string, reason?: string) =>
      session.write(name, { id: found.id, status, reason });
    if (found.kind === 'STOCK_COUNT') {
      await decide('POSTED', REASON); // in one step
      return { ...found, status: 'POSTED' };
    }
    await decide('APPROVED');
    if (complete && done) await decide(done);
    return { ...found, status: (complete && done) || 'APPROVED' };
  });
  say(done, json);
}

async function reject(config: Config, number: string, options: RejectOptions): Promise<void> {
  const { tenant, reason, json } = options;
  const done = await withTenant(config, tenant, async (session) => {
    const found = await find(session, number);
    const { name, rejected: status } = STEPS[found.kind];
    await session.write(name, { id: found.id, status, reason });
    return { ...found, status };
  });
  say(done, json);
}

function say(done: ApprovalsInWordsRow & { status: string }, json?: boolean): void {
  if (json) return printJson(done);
  console.log(`${wordsOf(done)} ${numberOf(done)} (${done.what}): ${done.status.toLowerCase()}`);
}

function waiting({ read }: TenantSession): Promise<ApprovalsInWordsRow[]> {
  return read((snapshot) => snapshot.query(approvalsInWords));
}

/** What waits and has this number: the end of its id, or all of it. */
async function find(session: TenantSession, number: string): Promise<ApprovalsInWordsRow> {
  const wanted = number.trim().toLowerCase();
  const found = (await waiting(session)).filter(({ id }) => wanted && id.endsWith(wanted));
  if (found.length === 1) return found[0]!;
  throw new CommandError(
    found.length > 1
      ? `${found.length} documents that wait end with ${number}: give more digits of the id (--json prints it)`
      : `Nothing that waits for approval has the number ${number}; bincard approval list shows what waits. What is approved already goes on by the API: completeAdjustment, or fulfillTransfer`,
  );
}
