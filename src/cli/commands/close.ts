import type { Command } from 'commander';
import type { Config } from '../../config';
import { readClosedDays } from '../closed-days';
import { day } from '../options';
import { printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

/** `bincard close DAY`: closes a day; it takes no movement afterwards. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, {
    clean: 'done',
  })
    .argument('<day>', 'such as 2026-01-31', day)
    .action(async (businessDate: string, { tenant, json }: TenantOptions) => {
      const days = await withTenant(config, tenant, async (session) => {
        await session.write('close_day', { businessDate });
        return session.read(readClosedDays);
      });
      const closed = days.find((one) => one.businessDate === businessDate)!;
      const { chains, movements, hash } = closed;
      if (json) printJson({ tenant, ...closed });
      else
        console.log(`closed ${businessDate}: ${movements} movements in ${chains} chains, ${hash}`);
    });
}
