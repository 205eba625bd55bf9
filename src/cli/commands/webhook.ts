import type { Command } from 'commander';
import type { Config } from '../../config';
import { isId } from '../../input/validate';
import { webhooks, type WebhooksRow } from '../../database/queries/webhooks';
import { checkReceiver } from '../../webhooks/address';
import { newSecret } from '../../webhooks/secret';
import { CommandError } from '../command-error';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';

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
      const { id } = await withTenant(config, tenant, ({ write }) => {
        checkReceiver(url, config.webhookPrivate);
        return write<{ id: string }>('create_webhook', input);
      });
      if (json) printJson({ id, secret });
      else console.log(`${id}\n${secret}`);
    });

  add('delete', 'delete a webhook')
    .argument('<webhook>', WHICH)
    .action(async (which: string, { tenant, json }: TenantOptions) => {
      const id = await withTenant(config, tenant, async (session) => {
        const found = await find(session, which);
        await session.write('delete_webhook', { id: found });
        return found;
      });
      if (json) printJson({ id });
      else console.log(`${which} deleted`);
    });

  for (const name of ['enable', 'disable']) {
    add(name, name === 'enable' ? 'send what was missed, and go on' : 'send nothing')
      .argument('<webhook>', WHICH)
      .action(async (which: string, { tenant, json }: TenantOptions) => {
        const enabled = name === 'enable';
        const id = await withTenant(config, tenant, async (session) => {
          const found = await find(session, which);
          await session.write('enable_webhook', { id: found, enabled });
          return found;
        });
        if (json) printJson({ id, enabled });
        else console.log(`${which} ${name}d`);
      });
  }
}

const WHICH = 'its URL or its id';

/** The id of the webhook that was named by its URL. */
async function find({ read }: TenantSession, which: string): Promise<string> {
  if (isId(which)) return which;
  const all = await read((snapshot) => snapshot.query(webhooks, { id: null }));
  const found = all.filter(({ url }) => url === which);
  if (found.length === 1) return found[0]!.id;
  throw new CommandError(
    found.length > 1
      ? `${found.length} webhooks have this URL: give the id, which bincard webhook list shows`
      : `There is no webhook to ${which}; bincard webhook list shows them`,
  );
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
