import type { Command } from 'commander';
import type { Config } from '../../config';
import { loadSigningSecret } from '../../auth/token';
import { daysToClose } from '../../database/queries/days';
import { signClosedDays, WrongSigningSecret } from '../../proofs/signing';
import { readClosedDays, type StoredDay } from '../closed-days';
import { CommandError } from '../command-error';
import { day } from '../options';
import { printJson } from '../terminal/output';
import { withProgress } from '../terminal/progress';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';

interface Options extends TenantOptions {
  readonly until?: string;
}

/** `bincard close DAY` closes a day, `bincard close --until DAY` each open one up to it; they take no movement afterwards. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, {
    clean: 'done',
  })
    .argument('[day]', 'such as 2026-01-31', day)
    .option('--until <day>', 'close this day, and before it each open one that has movements', day)
    .action(async (businessDate: string | undefined, { tenant, json, until }: Options) => {
      if ((businessDate === undefined) === (until === undefined)) {
        throw new CommandError('Name a day, or give --until');
      }
      const closed = await withTenant(config, tenant, async (session) => {
        const days = until === undefined ? [businessDate!] : await daysUntil(session, until);
        const close = async (onProgress: (count: number) => void) => {
          for (const [at, one] of days.entries()) {
            await session.write('close_day', { businessDate: one });
            onProgress(at + 1);
          }
        };
        await (days.length > 1 ? withProgress(days.length, 'days', close) : close(() => undefined));
        await sign(session, config);
        const stored = await session.read(readClosedDays);
        return stored.filter((one) => days.includes(one.businessDate));
      });
      if (json) printJson(until === undefined ? { tenant, ...closed[0] } : { tenant, closed });
      else if (closed.length > 0) console.log(closed.map(lineOf).join('\n'));
      else console.log(`every day until ${until} is closed`);
    });
}

function lineOf({ businessDate, chains, movements, anchors, hash }: StoredDay): string {
  return `closed ${businessDate}: ${movements} movements in ${chains} chains, ${anchors} anchors, ${hash}`;
}

/** The days to close, in their order; a CommandError, before any is closed, where the last is not over. */
async function daysUntil(session: TenantSession, until: string): Promise<string[]> {
  const days = await session.read((snapshot) => snapshot.query(daysToClose, { until }));
  const [open] = days.filter(({ isOver }) => !isOver);
  if (open) throw new CommandError(`${until} is not over: no day was closed; name an earlier one`);
  return days.map(({ businessDate }) => businessDate);
}

/** The days are closed already: a secret that does not fit is a warning. */
async function sign(session: TenantSession, config: Config): Promise<void> {
  const { tenantId } = session.identity;
  try {
    await signClosedDays({ ...session, tenantId }, loadSigningSecret(config));
  } catch (error) {
    if (!(error instanceof WrongSigningSecret)) throw error;
    console.error(`bincard: closed and not signed: ${error.message}`);
  }
}
