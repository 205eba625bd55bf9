import { createHash } from 'node:crypto';
import type { TestShop } from '../support/shop';

// Users, links, sessions and API tokens, as the tests of their rules write them.

/** The id of a user by a number. */
export const userId = (n: number) =>
  `00000000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;

/** A user; an admin unless another role is given. */
export function userSql(
  { tenant }: TestShop,
  {
    n = 1,
    email = `user${n}@shop.example`,
    role = 'admin',
  }: { n?: number; email?: string; role?: string } = {},
): string {
  return `insert into inventory.users (tenant_id, id, email, name, role) values ('${tenant}', '${userId(n)}', '${email}', 'User ${n}', '${role}');`;
}

const hashOf = (text: string) => `'\\x${createHash('sha256').update(text).digest('hex')}'`;

/** A link for a user; `life` is how long it lasts. */
export function linkSql(
  { tenant }: TestShop,
  { user = `'${userId(1)}'`, secret = 'link', life = '30 minutes' } = {},
): string {
  return `insert into inventory.user_links (tenant_id, hash, user_id, expires_at)
    values ('${tenant}', ${hashOf(secret)}, ${user}, clock_timestamp() + interval '${life}');`;
}

/** The use of a link, as the server calls it. */
export function useLinkSql({ tenant }: TestShop, secret = 'link'): string {
  return `select inventory.use_link(jsonb_build_object('tenantId', '${tenant}', 'hash', encode(${hashOf(secret)}::bytea, 'hex'), 'passwordHash', '$argon2id$v=19$x'));`;
}

/** An API token of whoever writes. */
export function tokenSql(
  { tenant }: TestShop,
  { name = 'Till', role = 'clerk', life = '90 days', secret = '' } = {},
): string {
  const hash = secret ? hashOf(secret) : 'sha256(gen_random_uuid()::text::bytea)';
  return `insert into inventory.api_tokens (tenant_id, id, name, role, hash, expires_at)
    values ('${tenant}', inventory.uuid_v7(), '${name}', '${role}', ${hash}, clock_timestamp() + interval '${life}');`;
}
