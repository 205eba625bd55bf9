import type { Configuration } from 'openid-client';
import { ROLES, type Role } from '../auth/token';
import type { ProviderOptions } from '../config';
import { personOf, ProviderRefused, type ProvenPerson } from './provider-claims';

// openid-client is loaded by the server that has a provider, and by nothing else.

const TIMEOUT_SECONDS = 5;
/** The provider's addresses are read again after so long. */
const KNOWN_MS = 3_600_000;

/** The identity provider cannot be reached, or does not accept this server as its client. */
export class ProviderUnavailable extends Error {}

/** What the browser keeps between the request to the provider and its answer. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE: a code is worth nothing without it. */
  readonly verifier: string;
}

/** Signs people in at an OpenID provider: authorization code with PKCE, state and nonce. */
export class IdentityProvider {
  private known: Promise<Configuration> | undefined;
  private knownUntil = 0;

  constructor(private readonly options: ProviderOptions) {
    for (const role of options.roles?.values() ?? []) {
      if (!ROLES.includes(role as Role)) {
        throw new Error(`BINCARD_OIDC_ROLES names no role: ${role} (${ROLES.join(', ')})`);
      }
    }
  }

  /** Where to send the browser, and what it must bring back. */
  async begin(redirectUri: string): Promise<{ url: URL; attempt: SignInAttempt }> {
    const oidc = await import('openid-client');
    const configuration = await this.configuration();
    const verifier = oidc.randomPKCECodeVerifier();
    const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.options.scopes,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url, attempt };
  }

  /** Exchanges the code in the URL that the browser was sent back to. Throws ProviderRefused or ProviderUnavailable. */
  async finish(answered: URL, { state, nonce, verifier }: SignInAttempt): Promise<ProvenPerson> {
    const oidc = await import('openid-client');
    const configuration = await this.configuration();
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, answered, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      const more = async () =>
        configuration.serverMetadata().userinfo_endpoint === undefined
          ? {}
          : oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return await personOf(claims, more, this.options);
    } catch (error) {
      throw refusalOf(error, oidc);
    }
  }

  /** The provider's addresses. A failure is not remembered. */
  private async configuration(): Promise<Configuration> {
    if (!this.known || Date.now() > this.knownUntil) {
      this.knownUntil = Date.now() + KNOWN_MS;
      this.known = this.discover();
      this.known.catch(() => (this.known = undefined));
    }
    return this.known;
  }

  private async discover(): Promise<Configuration> {
    const oidc = await import('openid-client');
    const { issuer, clientId, clientSecret } = this.options;
    const server = new URL(issuer);
    // Over http only on this machine: the setting takes no other.
    const execute = [
      oidc.enableNonRepudiationChecks, // the signature of ID tokens is verified as well
      ...(server.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
    ];
    const authentication = clientSecret === undefined ? oidc.None() : undefined;
    try {
      return await oidc.discovery(server, clientId, clientSecret, authentication, {
        execute,
        timeout: TIMEOUT_SECONDS,
      });
    } catch (error) {
      throw new ProviderUnavailable('The identity provider cannot be reached', { cause: error });
    }
  }
}

function refusalOf(error: unknown, oidc: typeof import('openid-client')): Error {
  if (error instanceof ProviderRefused || error instanceof ProviderUnavailable) return error;
  if (error instanceof oidc.AuthorizationResponseError) return new ProviderRefused('denied', error);
  // A code that was used already, has expired or is another client's.
  if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant') {
    return new ProviderRefused('wrong', error);
  }
  const { code } = error as { code?: unknown };
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return new ProviderRefused('expired', error);
  const ofTheAnswer =
    typeof code === 'string' && /^OAUTH_(JWT|JSON|INVALID_RESPONSE|KEY|PARSE|MISSING)/.test(code);
  if (ofTheAnswer) return new ProviderRefused('wrong', error);
  return new ProviderUnavailable('The identity provider did not answer as one', { cause: error });
}
