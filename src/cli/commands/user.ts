import { Option, type Command } from 'commander';
import { ROLES } from '../../auth/token';
import type { Config } from '../../config';
import type { DocumentFunction } from '../../database/documents';
import { users } from '../../database/queries/people';
import { findUser, linkTo, type Linked } from '../people';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

interface AddOptions extends TenantOptions {
  readonly name?: string;
  readonly role: string;
}

const LINK = 'prints a link by which the person chooses a password, once and within 30 minutes';

/** `bincard user`: the people who sign in. */
export function define(user: Command, config: Config): void {
  const command = (name: string, description: string) =>
    tenantOptions(user.command(name).description(description), { clean: 'done' });
  const role = () => new Option('--role <role>', 'what the person may do').choices(ROLES);

  command('add', `add a person; ${LINK}`)
    .argument('<email>', 'the email address')
    .option('--name <name>', 'the name; the email address unless given')
    .addOption(role().default('clerk'))
    .action((email: string, { tenant, json, name = email, role: given }: AddOptions) =>
      printLink(config, tenant, json, 'invite_user', () => ({ email, name, role: given })),
    );
  command('reset', `let a person choose a new password; ${LINK}`)
    .argument('<email>', 'the email address')
    .action((email: string, { tenant, json }: TenantOptions) =>
      printLink(config, tenant, json, 'reset_user', async (find) => ({ id: await find(email) })),
    );
  command('list', 'list all users, those switched off too').action(
    async ({ tenant, json }: TenantOptions) => {
      const found = await withTenant(config, tenant, ({ read }) =>
        read((snapshot) => snapshot.query(users)),
      );
      if (json) return printJson(found);
      const rows = found.map((one) => [
        ...[one.email, one.name, one.role.toLowerCase()],
        ...[one.active ? 'yes' : 'no', one.lastSignInAt],
      ]);
      console.log(listing(['email', 'name', 'role', 'active', 'lastSignIn'], rows));
    },
  );
  for (const [name, active, description] of [
    ['disable', false, 'switch a user off: sessions and API tokens work no more'],
    ['enable', true, 'switch a user on again, who then signs in again'],
  ] as const) {
    command(name, description)
      .argument('<email>', 'the email address')
      .action((email: string, options: TenantOptions) =>
        change(config, email, options, { active }),
      );
  }
  command('role', 'give a user another role, from the next request on')
    .argument('<email>', 'the email address')
    .addOption(role().makeOptionMandatory())
    .action((email: string, { role: given, ...options }: TenantOptions & { role: string }) =>
      change(config, email, options, { role: given }),
    );
}

async function change(
  config: Config,
  email: string,
  { tenant, json }: TenantOptions,
  to: { active: boolean } | { role: string },
): Promise<void> {
  const changed = await withTenant(config, tenant, async (session) => {
    const { id } = await findUser(session, email);
    return session.write<Linked & { role: string; active: boolean }>('set_user', { id, ...to });
  });
  if (json) return printJson(changed);
  const state = changed.active ? changed.role.toLowerCase() : 'switched off';
  console.log(`${changed.email} is ${state}`);
}

/** Prints the link alone on standard output, so that a script can take it. */
async function printLink(
  config: Config,
  tenant: string,
  json: boolean | undefined,
  name: DocumentFunction,
  inputOf: (find: (email: string) => Promise<string>) => object | Promise<object>,
): Promise<void> {
  const { secret, ...user } = await withTenant(config, tenant, async (session) => {
    const find = async (email: string) => (await findUser(session, email)).id;
    return session.write<Linked>(name, await inputOf(find));
  });
  const link = linkTo(config, secret);
  if (json) printJson({ ...user, link });
  else console.log(link);
}
