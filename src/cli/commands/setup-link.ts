import type { Command } from 'commander';
import type { Config } from '../../config';
import { linkToSetUp, type Linked } from '../people';
import { printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

/** `bincard setup-link`: prints a link by which whoever opens it becomes a new admin of the tenant. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, { clean: 'done' }).action(async ({ tenant, json }: TenantOptions) => {
    const { secret, linkExpiresAt } = await withTenant(config, tenant, (session) =>
      session.write<Linked>('set_up', {}),
    );
    const link = linkToSetUp(config, secret);
    if (json) printJson({ link, linkExpiresAt });
    else console.log(link);
  });
}
