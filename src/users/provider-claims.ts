import type { IDToken } from 'openid-client';
import { ROLES, type Role } from '../auth/token';
import type { ProviderOptions } from '../config';

// Who a person is, by the claims of an identity provider.

/** Why a person was not signed in. */
export type ProviderRefusal =
  | 'wrong' // the answer is not one to this browser's request, or is not valid
  | 'expired'
  | 'denied' // by the provider
  | 'no_email'
  | 'no_role'
  | 'no_tenant'
  | 'other_person'
  | 'disabled';

export class ProviderRefused extends Error {
  constructor(
    readonly reason: ProviderRefusal,
    cause?: unknown,
  ) {
    super(`Not signed in by the identity provider: ${reason}`, { cause });
  }
}

/** Who a person is by the provider's claims. */
export interface ProvenPerson {
  readonly provider: string;
  readonly subject: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** The tenant's code; undefined: the only one. */
  readonly tenant: string | undefined;
}

type Claims = Readonly<Record<string, unknown>>;

/** Some providers put the claims of a scope into the ID token, others answer them at their userinfo endpoint. */
export async function personOf(
  claims: IDToken,
  more: () => Promise<Claims>,
  options: ProviderOptions,
): Promise<ProvenPerson> {
  const { roleClaim, tenantClaim } = options;
  const needed = ['email', roleClaim, ...(tenantClaim === undefined ? [] : [tenantClaim])];
  const isWhole = needed.every((name) => valueAt(claims, name) !== undefined);
  const all: Claims = isWhole ? claims : { ...(await more()), ...claims };
  const { email, email_verified: verified, name } = all;
  // The address is the actor; whoever may write any address there would become anybody.
  if (typeof email !== 'string' || verified !== true) throw new ProviderRefused('no_email');
  const role = roleOf(textsOf(valueAt(all, roleClaim)), options);
  if (role === undefined) throw new ProviderRefused('no_role');
  const [tenant] =
    tenantClaim === undefined ? [options.tenant] : textsOf(valueAt(all, tenantClaim));
  if (tenantClaim !== undefined && !tenant) throw new ProviderRefused('no_tenant');
  return {
    ...{ provider: claims.iss, subject: claims.sub, email, role, tenant },
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 200) : email,
  };
}

function roleOf(texts: string[], { roles }: ProviderOptions): Role | undefined {
  const given = texts.map((text) => (roles ? roles.get(text) : text));
  return [...ROLES].reverse().find((role) => given.includes(role));
}

/** The value of a claim by its name, or by a path with dots. */
function valueAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Claims)[key]
          : undefined,
      claims,
    );
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
}
