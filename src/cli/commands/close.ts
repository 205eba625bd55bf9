import type { Command } from 'commander';
import type { Config } from '../../config';
import { loadSigningSecret } from '../../auth/token';
import { signClosedDays, WrongSigningSecret } from '../../proofs/signing';
import { readClosedDays } from '../closed-days';
import { day } from '../options';
import { printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';

/** `bincard close DAY`: closes a day; it takes no movement afterwards. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, {
    clean: 'done',
  })
    .argument('<day>', 'such as 2026-01-31', day)
    .action(async (businessDate: string, { tenant, json }: TenantOptions) => {
      const days = await withTenant(config, tenant, async (session) => {
        await session.write('close_day', { businessDate });
        await sign(session, config);
        return session.read(readClosedDays);
      });
      const closed = days.find((one) => one.businessDate === businessDate)!;
      const { chains, movements, anchors, hash } = closed;
      if (json) printJson({ tenant, ...closed });
      else
        console.log(
          `closed ${businessDate}: ${movements} movements in ${chains} chains, ${anchors} anchors, ${hash}`,
        );
    });
}

/** The day is closed already: a secret that does not fit is a warning. */
async function sign(session: TenantSession, config: Config): Promise<void> {
  const { tenantId } = session.identity;
  try {
    await signClosedDays({ ...session, tenantId }, loadSigningSecret(config));
  } catch (error) {
    if (!(error instanceof WrongSigningSecret)) throw error;
    console.error(`bincard: closed and not signed: ${error.message}`);
  }
}
