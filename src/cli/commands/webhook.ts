import type { Command } from 'commander';
import type { Config } from '../../config';
import { webhooks, type WebhooksRow } from '../../database/queries/webhooks';
import { newSecret } from '../../webhooks/secret';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

interface CreateOptions extends TenantOptions {
  readonly events: string;
}

/** `bincard webhook`: lists, makes, deletes, and turns on and off. */
export function define(command: Command, config: Config): void {
  const add = (name: string, description: string) =>
    tenantOptions(command.command(name).description(description), { clean: 'done' });

  add('list', 'list the webhooks, with what is not delivered yet (lag)').action(
    async ({ tenant, json }: TenantOptions) => {
      const found = await withTenant(config, tenant, ({ read }) =>
        read((snapshot) => snapshot.query(webhooks, { id: null })),
      );
      if (json) printJson(found);
      else console.log(table(found));
    },
  );

  add('create', 'make a webhook and print its id and its secret, which is never shown again')
    .argument('<url>', 'the https:// URL of the receiver')
    .requiredOption('--events <types>', 'such as movement.sale,stock.low')
    .action(async (url: string, { tenant, json, events }: CreateOptions) => {
      const secret = newSecret();
      const input = { url, events: events.split(',').map((type) => type.trim()), secret };
      const { id } = await withTenant(config, tenant, ({ write }) =>
        write<{ id: string }>('create_webhook', input),
      );
      if (json) printJson({ id, secret });
      else console.log(`${id}\n${secret}`);
    });

  add('delete', 'delete a webhook')
    .argument('<id>', 'the webhook')
    .action(async (id: string, { tenant, json }: TenantOptions) => {
      await withTenant(config, tenant, ({ write }) => write('delete_webhook', { id }));
      if (json) printJson({ id });
      else console.log(`${id} deleted`);
    });

  for (const name of ['enable', 'disable']) {
    add(name, name === 'enable' ? 'send what was missed, and go on' : 'send nothing')
      .argument('<id>', 'the webhook')
      .action(async (id: string, { tenant, json }: TenantOptions) => {
        const enabled = name === 'enable';
        await withTenant(config, tenant, ({ write }) => write('enable_webhook', { id, enabled }));
        if (json) printJson({ id, enabled });
        else console.log(`${id} ${name}d`);
      });
  }
}

function table(found: WebhooksRow[]): string {
  return listing(
    [
      'id',
      'url',
      'events',
      'enabled',
      'lag',
      'failures',
      'lastDeliveredAt',
      'lastError',
      'warning',
    ],
    found.map((row) => [
      ...[row.id, row.url, row.events.join(' '), row.enabled ? 'yes' : 'no', row.lag],
      ...[row.failures, row.lastDeliveredAt, row.lastError, row.warning],
    ]),
  );
}
