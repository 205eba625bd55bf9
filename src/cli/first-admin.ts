import { readFileSync } from 'node:fs';
import type { Config } from '../config';
import { users } from '../database/queries/people';
import { createPool } from '../database/pool';
import { readTenantCodes } from '../database/tenant-codes';
import { hasTenants } from '../retail/demo';
import { useLink } from '../users/sign-in';
import { BadInput } from '../input/bad-input';
import { asCommandError, CommandError } from './command-error';
import { createTenant } from './database';
import { REFUSED } from './failure';
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
  const codes = await readTenantCodes(databaseUrl);
  if (!codes.includes(tenant)) {
    throw new CommandError(
      `There is no tenant "${tenant}" for the admin ${email}: set BINCARD_ADMIN_TENANT to one that is there (${codes.join(', ')}), or create it with bincard tenant create ${tenant}`,
    );
  }
  await onTenant(databaseUrl, tenant, async ({ read, write }) => {
    const all = await read((snapshot) => snapshot.query(users));
    if (all.some((user) => user.email.toLowerCase() === email.toLowerCase())) return;
    const { secret } = await write<Linked>('set_up', {});
    const pool = createPool(databaseUrl, 'bincard_app', { max: 1 });
    try {
      await useLink(pool, { secret, password, email, name: email });
    } catch (error) {
      throw inSettings(error, { email, file });
    } finally {
      await pool.end();
    }
    console.error(`bincard: ${email} is an admin of the tenant ${tenant} now`);
  });
}

const PASSWORD_FILE = 'BINCARD_ADMIN_PASSWORD_FILE';

function passwordIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : (REFUSED[code] ?? message);
    throw new CommandError(
      `${PASSWORD_FILE} names ${file}, which cannot be read (${reason}): name a file with the password that this user may read`,
    );
  }
}

/** What was refused of the first admin, by the setting that it came from. */
function inSettings(error: unknown, { email, file }: { email: string; file: string }): unknown {
  if (error instanceof BadInput && error.field === 'password') {
    return new CommandError(`${PASSWORD_FILE} (${file}): ${error.message}`);
  }
  const refused = asCommandError(error, { email });
  const isOfEmail = refused instanceof CommandError && /email/i.test(refused.message);
  return isOfEmail ? new CommandError(`BINCARD_ADMIN_EMAIL: ${refused.message}`) : refused;
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
