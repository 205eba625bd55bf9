import type { Pool } from 'pg';
import { isDistributed, tenantOfCode } from '../database/distributed/tenants';
import { badInput } from '../input/bad-input';
import { callPeople } from './access';
import { hashPassword, isPassword } from './passwords';
import { ProviderRefused, type ProvenPerson, type ProviderRefusal } from './provider-claims';
import { readSecret } from './secrets';

export interface SignInRequest {
  /** The tenant's code; may be missing where there is only one. */
  readonly tenant?: string | undefined;
  readonly email: string;
  readonly password: string;
  /** The network address of whoever asks. */
  readonly address: string;
}

/** A session that was just opened. */
export interface OpenedSession {
  readonly secret: string;
  readonly user: { readonly email: string; readonly name: string; readonly role: string };
}

/** Nobody was signed in; `wait` is for how many seconds nobody will be. */
export class SignInFailed extends Error {
  constructor(
    readonly reason: 'wrong' | 'disabled' | 'limited',
    readonly wait?: number,
  ) {
    super(`Not signed in: ${reason}`);
  }
}

interface Begun {
  readonly tenantNeeded: boolean;
  readonly wait?: number;
  readonly tenantId?: string;
  readonly userId?: string;
  readonly hash?: string;
  readonly active?: boolean;
}

/** Opens a session for an email address and its password. Throws SignInFailed. */
export async function signIn(pool: Pool, request: SignInRequest): Promise<OpenedSession> {
  const { password, address } = request;
  const begun = await begin(pool, request);
  if (begun.tenantNeeded) {
    throw badInput('tenant', 'There are several tenants here: name one by its code');
  }
  if (begun.wait !== undefined) throw new SignInFailed('limited', begun.wait);
  const { tenantId, userId, hash, active } = begun;
  if (!(await isPassword(password, hash))) throw new SignInFailed('wrong');
  // Only whoever knows the password learns that the account is switched off.
  const opened =
    active &&
    (await callPeople<OpenedSession | null>(pool, tenantId, 'finish_sign_in', '$1::jsonb', [
      JSON.stringify({ tenantId, userId, address }),
    ]));
  if (!opened) throw new SignInFailed('disabled');
  return opened;
}

async function begin(pool: Pool, { tenant, email, address }: SignInRequest): Promise<Begun> {
  let tenantId: string | undefined;
  if (await isDistributed(pool)) {
    tenantId = await tenantOfCode(pool, tenant);
    if (tenantId === undefined) return { tenantNeeded: tenant === undefined };
  }
  return callPeople<Begun>(pool, tenantId, 'begin_sign_in', '$1::jsonb', [
    JSON.stringify({ tenant, email, address }),
  ]);
}

/** Opens a session for a person whom the identity provider has signed in; adds the user where it is the first time. Throws ProviderRefused. */
export async function signInByProvider(pool: Pool, person: ProvenPerson): Promise<OpenedSession> {
  type Answer = OpenedSession & { readonly reason?: ProviderRefusal };
  let tenantId: string | undefined;
  if (await isDistributed(pool)) {
    tenantId = await tenantOfCode(pool, person.tenant);
    if (tenantId === undefined) throw new ProviderRefused('no_tenant');
  }
  const values = [JSON.stringify(person)];
  const opened = await callPeople<Answer>(
    pool,
    tenantId,
    'sign_in_by_provider',
    '$1::jsonb',
    values,
  );
  if (opened.reason) throw new ProviderRefused(opened.reason);
  return opened;
}

export interface LinkUse {
  readonly secret: string;
  readonly password: string;
  /** For the set-up of a tenant, whose first admin has neither yet. */
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

/** Sets the password that was chosen by a one-use link, and opens a session. A used or expired link is refused (access_ended). */
export async function useLink(pool: Pool, use: LinkUse): Promise<OpenedSession> {
  const key = readSecret(use.secret);
  if (key?.kind !== 'bcl') throw badInput('secret', 'This is not the secret of a link');
  const { tenantId, hash } = key;
  // Before a hash is computed for it.
  const { email } = await callPeople<{ email: string | null }>(
    pool,
    tenantId,
    'link_is_for',
    '$1::uuid, $2',
    [tenantId, hash],
  );
  if (email === null && !(use.email?.trim() && use.name?.trim())) {
    throw badInput(
      use.email?.trim() ? 'name' : 'email',
      'Give the email and name of the new admin',
    );
  }
  const passwordHash = await hashPassword(use.password);
  return callPeople<OpenedSession>(pool, tenantId, 'use_link', '$1::jsonb', [
    JSON.stringify({
      ...{ tenantId, hash: hash.toString('hex'), passwordHash },
      ...(email === null && { email: use.email, name: use.name }),
    }),
  ]);
}
