import type { Command } from 'commander';
import type { Config } from '../../config';
import { printJson } from '../terminal/output';
import { chosenSources } from '../sync-sources';
import { inheritedOptions, tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';
import { runNumber } from '../run-number';
import { runOf } from '../sync-run-number';

interface Options extends TenantOptions {
  readonly run?: string;
}

/** `bincard sync enable SOURCE --run ID` and `bincard sync disable SOURCE`: scheduled runs, on or off. */
export function addSyncEnable(sync: Command, config: Config): void {
  const add = (name: string, description: string, enabled: boolean) =>
    tenantOptions(sync.command(name).description(description), { clean: 'done' })
      .argument('<source>', 'the source')
      .action(async (source: string, _: Options, command: Command) => {
        const { tenant, json, run } = inheritedOptions<Options>(command);
        const id = await withTenant(config, tenant, async (session) => {
          const [found] = await chosenSources(session, source);
          const dryRunId = run && (await runOf(session, run, found!.id));
          const input = { id: found!.id, enabled, dryRunId };
          await session.write('update_sync_source', input);
          return found!.id;
        });
        if (json) printJson({ id, enabled });
        else console.log(`${source} is ${enabled ? 'on' : 'off'}`);
      });
  add(
    'enable',
    'run a source on schedule, once a dry run of its import was looked at',
    true,
  ).option(
    '--run <id>',
    'the dry run, or the last digits of its id; not needed again until the source is edited',
    runNumber,
  );
  add('disable', 'run a source only by hand', false);
}
