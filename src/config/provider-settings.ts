import { anyText, ConfigError, tenantCode, trustedUrl } from './checks';
import { optional, setting, type Values } from './setting';

/** The identity provider at which people sign in, beside passwords. */
export const PROVIDER = {
  issuer: optional(
    'BINCARD_OIDC_ISSUER',
    trustedUrl,
    'none: people sign in with passwords only',
    'The OpenID provider at which people sign in, by its issuer, whose `/.well-known/openid-configuration` is read. It redirects to `/auth/oidc/callback` below `BINCARD_PUBLIC_URL`, which is needed. [Security](security.md#openid-connect)',
  ),
  clientId: optional('BINCARD_OIDC_CLIENT_ID', anyText, 'none', 'The client id there.'),
  clientSecret: {
    ...optional(
      'BINCARD_OIDC_CLIENT_SECRET',
      anyText,
      'none: a public client',
      'The client secret there.',
    ),
    secret: true,
  },
  scopes: setting(
    'BINCARD_OIDC_SCOPES',
    anyText,
    'openid email profile',
    'What is asked for; add the scope whose claims have the role.',
  ),
  name: setting(
    'BINCARD_OIDC_NAME',
    anyText,
    'OpenID Connect',
    'What the sign-in page calls the provider.',
  ),
  tenant: optional(
    'BINCARD_OIDC_TENANT',
    tenantCode,
    'the only tenant',
    'The code of the tenant of everybody who signs in there.',
  ),
  tenantClaim: optional(
    'BINCARD_OIDC_TENANT_CLAIM',
    anyText,
    'none',
    'The claim that has the code of the tenant instead.',
  ),
  roleClaim: setting(
    'BINCARD_OIDC_ROLE_CLAIM',
    anyText,
    'role',
    'The claim that has the role, as a text or a list of texts, of which the highest role counts; a path with dots leads into objects (`realm_access.roles`).',
  ),
  roles: optional(
    'BINCARD_OIDC_ROLES',
    anyText,
    'the texts are roles',
    'Which role the texts of that claim mean: `stock-admins=admin,warehouse=clerk`. Others mean none.',
  ),
};

/** An identity provider, and what its claims mean. */
export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly scopes: string;
  readonly name: string;
  /** The tenant's code; without it and without a claim it is the only one. */
  readonly tenant?: string | undefined;
  readonly tenantClaim?: string | undefined;
  readonly roleClaim: string;
  /** Roles by the texts of the claim; without it the texts are roles. */
  readonly roles?: ReadonlyMap<string, string> | undefined;
}

/** The settings of the identity provider; undefined where there is none. */
export function providerOf(
  { issuer, clientId, roles, ...values }: Values<typeof PROVIDER>,
  publicUrl: string | undefined,
): ProviderOptions | undefined {
  if (issuer === undefined) {
    const { clientSecret, tenant, tenantClaim } = values;
    if (clientId ?? clientSecret ?? tenant ?? tenantClaim ?? roles) {
      throw new ConfigError(
        'BINCARD_OIDC_CLIENT_ID and the other BINCARD_OIDC_ settings need BINCARD_OIDC_ISSUER',
      );
    }
    return undefined;
  }
  if (clientId === undefined || publicUrl === undefined) {
    throw new ConfigError(
      'BINCARD_OIDC_ISSUER needs BINCARD_OIDC_CLIENT_ID and BINCARD_PUBLIC_URL',
    );
  }
  if (values.tenant !== undefined && values.tenantClaim !== undefined) {
    throw new ConfigError('BINCARD_OIDC_TENANT and BINCARD_OIDC_TENANT_CLAIM exclude each other');
  }
  return { ...values, issuer, clientId, roles: roles === undefined ? undefined : rolesOf(roles) };
}

function rolesOf(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(',').map((pair) => pair.trim().split('='));
  const wrong = pairs.find(([value, role, ...more]) => !value || !role || more.length > 0);
  if (wrong) {
    throw new ConfigError(
      `BINCARD_OIDC_ROLES must be pairs such as staff=clerk, not "${wrong.join('=')}"`,
    );
  }
  return new Map(pairs as [string, string][]);
}
