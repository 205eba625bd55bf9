import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';

// An OpenID provider for tests, after OpenID Connect Core 1.0 and RFC 7636, RFC 9207: it takes codes once, for a minute, from the
// client that asked for them, with the verifier of PKCE. What it says can be made wrong in one answer.

export interface Person {
  readonly sub: string;
  readonly email?: string;
  readonly [claim: string]: unknown;
}

/** What is wrong in the next answer. */
export interface Mischief {
  /** The claims of the ID token. */
  readonly claims?: (claims: Record<string, unknown>) => Record<string, unknown>;
  readonly signature?: 'of another key' | 'none';
  /** What comes back instead of a code. */
  readonly error?: string;
  /** The issuer that comes with the code; null where none does. */
  readonly iss?: string | null;
  readonly tokenStatus?: number;
  readonly noIdToken?: true;
  /** What the userinfo endpoint answers of the person. */
  readonly userinfo?: (person: Person) => Record<string, unknown>;
  /** The status of the answer to who asks for its addresses. */
  readonly discoveryStatus?: number;
}

export const CLIENT = {
  clientId: 'bincard',
  clientSecret: 'a secret of the provider & the server',
};

interface Grant {
  readonly person: Person;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly until: number;
}

export class OpenIdProvider {
  /** Who signs in next. */
  person: Person = { sub: 'nobody' };
  mischief: Mischief = {};
  /** Claims of the person that only the userinfo endpoint tells. */
  apart: string[] = [];
  private readonly grants = new Map<string, Grant>();
  private readonly accesses = new Map<string, Person>();

  private constructor(
    readonly issuer: string,
    private readonly keys: Record<'own' | 'other', Awaited<ReturnType<typeof generateKeyPair>>>,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<OpenIdProvider> {
    const keys = { own: await generateKeyPair('RS256'), other: await generateKeyPair('RS256') };
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      });
    const provider = new OpenIdProvider(issuer, keys, close);
    server.on('request', (request, response) => {
      void provider.answer(request).then(
        ({ status = 200, location, body = {} }) => {
          const headers = { 'content-type': 'application/json', ...(location && { location }) };
          response.writeHead(location ? 302 : status, headers).end(JSON.stringify(body));
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
    return provider;
  }

  /** Forgets the codes, as if their minute were over. */
  expireCodes(): void {
    this.grants.clear();
  }

  private async answer(
    request: IncomingMessage,
  ): Promise<{ status?: number; location?: string; body?: object }> {
    const url = new URL(request.url!, this.issuer);
    const endpoint = (name: string) => `${this.issuer}/${name}`;
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return {
          status: this.mischief.discoveryStatus ?? 200,
          body: {
            issuer: this.issuer,
            authorization_endpoint: endpoint('authorize'),
            token_endpoint: endpoint('token'),
            userinfo_endpoint: endpoint('userinfo'),
            jwks_uri: endpoint('jwks'),
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256'],
            code_challenge_methods_supported: ['S256'],
            authorization_response_iss_parameter_supported: true,
          },
        };
      case '/jwks':
        return { body: { keys: [{ ...(await exportJWK(this.keys.own.publicKey)), kid: 'own' }] } };
      case '/authorize':
        return this.authorize(url.searchParams);
      case '/token':
        return this.exchange(request, new URLSearchParams(await bodyOf(request)));
      case '/userinfo': {
        const person = this.accesses.get(request.headers.authorization?.split(' ')[1] ?? '');
        const { userinfo = (all) => all } = this.mischief;
        return person ? { body: userinfo(person) } : { status: 401 };
      }
      default:
        return { status: 404 };
    }
  }

  private authorize(asked: URLSearchParams): { status?: number; location?: string; body?: object } {
    const [redirectUri, challenge] = [asked.get('redirect_uri'), asked.get('code_challenge')];
    if (asked.get('client_id') !== CLIENT.clientId || !redirectUri?.endsWith('/auth/oidc/callback'))
      return { status: 400, body: { error: 'invalid_client' } };
    const back = new URL(redirectUri);
    const answer = (values: Record<string, string>) => {
      const all = {
        ...values,
        state: asked.get('state') ?? '',
        ...(this.mischief.iss !== null && { iss: this.mischief.iss ?? this.issuer }),
      };
      for (const [name, value] of Object.entries(all)) back.searchParams.set(name, value);
      return { location: back.href };
    };
    if (this.mischief.error) return answer({ error: this.mischief.error });
    const isAsked =
      asked.get('response_type') === 'code' && asked.get('scope')?.split(' ').includes('openid');
    if (!isAsked || !challenge || asked.get('code_challenge_method') !== 'S256') {
      return answer({ error: 'invalid_request' });
    }
    const code = randomUUID();
    const nonce = asked.get('nonce') ?? '';
    const until = Date.now() + 60_000;
    this.grants.set(code, { person: this.person, nonce, challenge, redirectUri, until });
    return answer({ code });
  }

  private async exchange(request: IncomingMessage, given: URLSearchParams) {
    const { tokenStatus } = this.mischief;
    if (tokenStatus !== undefined) return { status: tokenStatus, body: { error: 'server_error' } };
    const [name, secret] = credentialsOf(request, given);
    if (name !== CLIENT.clientId || secret !== CLIENT.clientSecret) {
      return { status: 401, body: { error: 'invalid_client' } };
    }
    const code = given.get('code') ?? '';
    const grant = this.grants.get(code);
    this.grants.delete(code);
    const proof = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      given.get('grant_type') === 'authorization_code' &&
      grant?.redirectUri === given.get('redirect_uri') &&
      grant?.challenge === proof &&
      Date.now() < (grant?.until ?? 0);
    if (!grant || !isGood) return { status: 400, body: { error: 'invalid_grant' } };
    const access = randomUUID();
    this.accesses.set(access, grant.person);
    const body = {
      ...{ access_token: access, token_type: 'Bearer', expires_in: 60 },
      ...(!this.mischief.noIdToken && { id_token: await this.idTokenOf(grant) }),
    };
    return { body };
  }

  private async idTokenOf({ person, nonce }: Grant): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const told = Object.entries(person).filter(([name]) => !this.apart.includes(name));
    const own = { iss: this.issuer, aud: CLIENT.clientId, iat: now, exp: now + 60, nonce };
    const { claims = (all) => all, signature } = this.mischief;
    const payload = claims({ ...Object.fromEntries(told), ...own });
    if (signature === 'none') return new UnsecuredJWT(payload).encode();
    const key = signature ? this.keys.other : this.keys.own;
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', kid: 'own' })
      .sign(key.privateKey);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** By client_secret_basic, or by client_secret_post. */
function credentialsOf({ headers }: IncomingMessage, given: URLSearchParams): string[] {
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (!basic) return [given.get('client_id') ?? '', given.get('client_secret') ?? ''];
  const texts = Buffer.from(basic, 'base64').toString().split(':');
  return texts.map((text) => decodeURIComponent(text.replaceAll('+', ' ')));
}
