import type { Command } from 'commander';
import type { Config } from '../../config';
import type { SyncProbe } from '../../sync/probe';
import { listing, printJson } from '../terminal/output';
import { chosenSources, withSync } from '../sync-sources';
import { inheritedOptions, tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

/** `bincard sync test SOURCE`: checks a source without running it. */
export function addSyncTest(sync: Command, config: Config): void {
  tenantOptions(
    sync.command('test').description('check a source: its file, columns, rows and mappings'),
    {
      clean: 'a run would start',
      found: 'it would not',
    },
  )
    .argument('<source>', 'the source')
    .action(async (name: string, _: TenantOptions, command: Command) => {
      const options = inheritedOptions(command);
      const probe = await withTenant(config, options.tenant, async (session) => {
        const [source] = await chosenSources(session, name);
        return withSync(config, session, (service, me) => service.probe(me, source!.id));
      });
      if (options.json) printJson(probe);
      else printProbe(name, probe);
      if (probe.failure || probe.problems.length > 0) process.exitCode = 1;
    });
}

function printProbe(name: string, probe: SyncProbe): void {
  if (probe.failure) console.log(`${name}: ${probe.failure}: ${probe.message}`);
  if (!probe.reachable) return;
  const { rows, duplicateKeys, missingKeys } = probe;
  console.log(
    `${name}: ${rows} ${rows === 1 ? 'row' : 'rows'}, ${duplicateKeys} duplicate keys, ${missingKeys} rows without a key`,
  );
  if (probe.statuses.length > 0) {
    console.log(
      listing(
        ['status', 'meaning', 'rows'],
        probe.statuses.map(({ status, meaning, rows: count }) => [status, meaning, count]),
      ),
    );
  }
  console.log(
    listing(
      ['column', 'target', 'transforms'],
      probe.mappings.map(({ column, target, transforms }) => [
        ...[column, target],
        transforms.map((transform) => transform.name).join(', '),
      ]),
    ),
  );
  if (probe.unmapped.length > 0) console.log(`not mapped: ${probe.unmapped.join(', ')}`);
  for (const { field, message } of probe.problems) console.log(`mappings${field}: ${message}`);
}
