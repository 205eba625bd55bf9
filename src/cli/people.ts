import type { Config } from '../config';
import { users, type UsersRow } from '../database/queries/people';
import { CommandError } from './command-error';
import type { TenantSession } from './tenant-session';

/** What is written of a user who gets a link. */
export interface Linked {
  readonly email: string;
  readonly secret: string;
  readonly linkExpiresAt: string;
}

/** Where a one-use link is opened: at BINCARD_PUBLIC_URL, or where a server of these settings listens. */
export function linkTo(
  { publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>,
  secret: string,
  page = 'sign-in',
): string {
  const here = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `${publicUrl?.replace(/\/+$/, '') ?? `http://${here}:${port}`}/${page}#${secret}`;
}

/** The link of somebody who is no user yet: the page asks who it is. */
export const linkToSetUp = (config: Parameters<typeof linkTo>[0], secret: string): string =>
  linkTo(config, secret, 'sign-in?new');

/** The user of an email address; a CommandError where there is none. */
export async function findUser(session: TenantSession, email: string): Promise<UsersRow> {
  const all = await session.read((snapshot) => snapshot.query(users));
  const wanted = email.trim().toLowerCase();
  const found = all.find((user) => user.email.toLowerCase() === wanted);
  if (found) return found;
  throw new CommandError(`There is no user ${email}; bincard user list shows them`);
}
