import { readFileSync } from 'node:fs';
import type { Config } from '../config';
import { users } from '../database/queries/people';
import { createPool } from '../database/pool';
import { readTenantCodes } from '../database/tenant-codes';
import { hasTenants } from '../retail/demo';
import { useLink } from '../users/sign-in';
import { CommandError } from './command-error';
import { createTenant } from './database';
import { linkToSetUp, type Linked } from './people';
import { onTenant } from './tenant-session';

/**
 * The admin that BINCARD_ADMIN_EMAIL and BINCARD_ADMIN_PASSWORD_FILE name, for a container that nobody sits at: made once, in
 * the tenant BINCARD_ADMIN_TENANT, which is made too where the database has none. A user who is there already stays as he is.
 */
export async function ensureAdmin(config: Config, databaseUrl: string): Promise<void> {
  const { adminEmail: email, adminPasswordFile: file, adminTenant: tenant } = config;
  if (email === undefined || file === undefined) return;
  const password = passwordIn(file);
  if (!(await hasTenants(databaseUrl))) await createTenant(databaseUrl, tenant, tenant, 'UTC');
  await onTenant(databaseUrl, tenant, async ({ read, write }) => {
    const all = await read((snapshot) => snapshot.query(users));
    if (all.some((user) => user.email.toLowerCase() === email.toLowerCase())) return;
    const { secret } = await write<Linked>('set_up', {});
    const pool = createPool(databaseUrl, 'bincard_app', { max: 1 });
    try {
      await useLink(pool, { secret, password, email, name: email });
    } finally {
      await pool.end();
    }
    console.error(`bincard: ${email} is an admin of the tenant ${tenant} now`);
  });
}

function passwordIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new CommandError(
      `BINCARD_ADMIN_PASSWORD_FILE cannot be read: ${(error as Error).message}`,
    );
  }
}

/** A link by which a person becomes the first admin of a tenant; undefined where it has an active user, or is not there. */
async function firstLink(
  config: Config,
  databaseUrl: string,
  tenant: string,
  url: string,
): Promise<string | undefined> {
  try {
    return await onTenant(databaseUrl, tenant, async ({ read, write }) => {
      const all = await read((snapshot) => snapshot.query(users));
      if (all.some(({ active }) => active)) return undefined;
      const { secret } = await write<Linked>('set_up', {});
      const publicUrl = config.publicUrl ?? url.replace(/\/graphql$/, '');
      return linkToSetUp({ ...config, publicUrl }, secret);
    });
  } catch (error) {
    if (error instanceof CommandError) return undefined; // there is no such tenant
    throw error;
  }
}

/** Says how the first person signs in. The link makes an admin of whoever has it, so a log does not get it. */
export async function greetFirstAdmin(
  config: Config,
  databaseUrl: string,
  tenant: string,
  url: string,
): Promise<void> {
  if (!process.stdout.isTTY) {
    console.log(
      `\nA link that signs the first admin in is printed by: npx bincard setup-link --tenant ${tenant}`,
    );
    return;
  }
  const link = await firstLink(config, databaseUrl, tenant, url);
  if (link)
    console.log(
      `\nOpen this once, within 30 minutes, to become the first admin of "${tenant}":\n${link}`,
    );
}

/** The same in a database that is not the demo's: of its only tenant, or of the one that the settings name. */
export async function greetOwnDatabase(
  config: Config,
  databaseUrl: string,
  url: string,
): Promise<void> {
  const codes = await readTenantCodes(databaseUrl);
  if (codes.length === 0) {
    console.log(
      'The database has no tenant yet: npx bincard tenant create CODE --time-zone ZONE, then npx bincard setup-link --tenant CODE; or start with --demo.',
    );
    return;
  }
  const named = [config.adminTenant, config.tenant].find((code) => codes.includes(code));
  await greetFirstAdmin(config, databaseUrl, named ?? (codes.length > 1 ? 'CODE' : codes[0]!), url);
}
