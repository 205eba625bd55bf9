import { InvalidArgumentError, Option, type Command } from 'commander';
import { ROLES, type Role } from '../../auth/token';
import type { Config } from '../../config';
import { apiTokens } from '../../database/queries/people';
import { CommandError } from '../command-error';
import { withDatabase } from '../database';
import { span } from '../options';
import { listing, printJson } from '../terminal/output';
import { inheritedOptions, tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';
import { tokenFor, warnOfKeptSecret } from '../tokens';

interface Options {
  readonly role: Role;
  readonly tenant: string;
  readonly actor: string;
  readonly expires: string;
}

interface CreateOptions extends TenantOptions {
  readonly role: Role;
  readonly actor?: string;
  readonly expires: number;
  readonly days?: number;
}

/** `bincard token`: prints a signed token and nothing else; its subcommands keep API tokens, which can be revoked. */
export function define(command: Command, config: Config): void {
  command
    .addOption(new Option('--role <role>', 'the role').choices(ROLES).default('admin'))
    .option('--tenant <code>', 'the tenant', 'demo')
    .option('--actor <name>', 'the actor that movements record', 'admin')
    .option(
      '--expires <time>',
      'how long it is valid: 45m, 8h, 30d ...; a server takes it for 5 seconds more, for clocks that differ',
      span,
      '30d',
    )
    .addOption(new Option('--expires-in <time>').argParser(span).hideHelp())
    .addOption(new Option('--days <n>').argParser(days).hideHelp()) // as `token create` once took it
    .action(async (options: Options & { expiresIn?: string; days?: number }) => {
      const { expiresIn, days: given, expires } = options;
      const who = { ...options, expiresIn: expiresIn ?? (given ? `${given}d` : expires) };
      warnOfKeptSecret(config);
      console.log(await withDatabase(config, (url) => tokenFor(config, url, who)));
    });
  command.enablePositionalOptions(); // --tenant after `create` is create's
  addCreate(command, config);
  addList(command, config);
  addRevoke(command, config);
}

function addCreate(parent: Command, config: Config): void {
  tenantOptions(
    parent.command('create').description('make an API token and print its secret, once'),
    { clean: 'done' },
  )
    .argument('<name>', 'what it is for; unique among the tokens that are not revoked')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option(
      '--actor <name>',
      'whom it acts as: a user by the email address, or a program; its name unless given',
    )
    .option('--expires <time>', 'when it ends: after 1d to 366d', wholeDays, 90)
    .addOption(new Option('--days <n>').argParser(days).hideHelp())
    .action(async (name: string, _: CreateOptions, command: Command) => {
      const options = inheritedOptions<CreateOptions>(command);
      const { tenant, json, role, actor } = options;
      const input = { name, role, expiresInDays: options.days ?? options.expires };
      const made = await withTenant(config, tenant, ({ writeAs }) =>
        writeAs<{ secret: string; token: object }>(actor ?? name, 'create_api_token', input),
      );
      if (json) printJson(made);
      else console.log(made.secret);
    });
}

function addList(parent: Command, config: Config): void {
  tenantOptions(parent.command('list').description('list API tokens, revoked ones too'), {
    clean: 'done',
  }).action(async (_: TenantOptions, command: Command) => {
    const { tenant, json } = inheritedOptions(command);
    const found = await withTenant(config, tenant, ({ read }) =>
      read((snapshot) => snapshot.query(apiTokens, { actor: null })),
    );
    if (json) return printJson(found);
    const rows = found.map((one) => [
      ...[one.name, shownRole(one), one.actor, one.createdAt, one.expiresAt],
      ...[one.lastUsedAt, one.revoked ? 'yes' : 'no'],
    ]);
    const head = ['name', 'role', 'actor', 'created', 'expires', 'lastUsed', 'revoked'];
    console.log(listing(head, rows));
  });
}

/** The role that counts, with the one that the token was made for where its user may do less. */
function shownRole({ role, effectiveRole }: { role: string; effectiveRole: string }): string {
  const counts = effectiveRole.toLowerCase();
  return role === effectiveRole ? counts : `${counts} (made for ${role.toLowerCase()})`;
}

function addRevoke(parent: Command, config: Config): void {
  tenantOptions(
    parent.command('revoke').description('revoke an API token, which works no more then'),
    { clean: 'done' },
  )
    .argument('<name>', 'its name')
    .action(async (name: string, _: TenantOptions, command: Command) => {
      const { tenant, json } = inheritedOptions(command);
      const revoked = await withTenant(config, tenant, async (session) => {
        const all = await session.read((snapshot) => snapshot.query(apiTokens, { actor: null }));
        const isNamed = (one: { name: string }) =>
          one.name.toLowerCase() === name.trim().toLowerCase();
        const found = all.find((one) => isNamed(one) && !one.revoked);
        if (found) return session.write<{ name: string }>('revoke_api_token', { id: found.id });
        throw new CommandError(
          all.some(isNamed)
            ? `The API token ${name} is revoked already`
            : `There is no API token ${name}; bincard token list shows them`,
        );
      });
      if (json) printJson(revoked);
      else console.log(`${revoked.name} is revoked`);
    });
}

/** A span of whole days, such as 30d, as a number of days. */
function wholeDays(text: string): number {
  const [, count] = /^(\d+)d$/.exec(text) ?? [];
  if (count === undefined)
    throw new InvalidArgumentError('It must be a number of days such as 90d.');
  return days(count);
}

function days(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 366) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 366.');
  }
  return number;
}
