import { CLIENT, OpenIdProvider, type Person } from '../support/openid-provider';
import { openTestServers, type TestServer } from './support';
import { peopleOf } from './people';

// A server, an OpenID provider, and a browser that goes from one to the other.

interface Page {
  readonly status: number;
  readonly text: string;
  /** The values of the cookies that it sets, by name; '' where it removes one. */
  readonly cookies: Record<string, string>;
  readonly location: string | null;
  /** Where it leads on. */
  readonly next: string | undefined;
}

export const ANNA = {
  sub: '248289761001',
  email: 'Anna@shop.example',
  email_verified: true,
  role: 'clerk',
};

export async function openProvider() {
  const servers = await openTestServers();
  const provider = await OpenIdProvider.open();
  const serve = (more: object = {}, options: object = {}) =>
    servers.serve(
      {},
      {
        ...options,
        provider: {
          ...{ issuer: provider.issuer, ...CLIENT, scopes: 'openid email profile' },
          ...{ name: 'Shop <id>', roleClaim: 'role', tenant: 'shop' },
          ...more,
        },
      },
    );
  const server = await serve();
  const open = async (url: string, cookies: Record<string, string> = {}): Promise<Page> => {
    const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
        'sec-fetch-site': 'cross-site',
      },
    });
    const text = await response.text();
    const set = response.headers.getSetCookie().map((one) => one.split(';')[0]!.split('='));
    return {
      ...{ status: response.status, text, location: response.headers.get('location') },
      cookies: Object.fromEntries(set) as Record<string, string>,
      next: /url=([^"]*)"/.exec(text)?.[1],
    };
  };
  /** To the provider, signed in there as a person, and back as far as the link to the callback. */
  const toCallback = async (person: Person, { from = server, returnTo = '' } = {}) => {
    provider.person = person;
    const query = returnTo && `?returnTo=${encodeURIComponent(returnTo)}`;
    const begun = await open(`${from.base}/auth/oidc${query}`);
    const { location } = await open(begun.location!);
    return { url: location!, cookies: begun.cookies, asked: new URL(begun.location!).searchParams };
  };
  const signIn = async (person: Person, more: { from?: TestServer; returnTo?: string } = {}) => {
    const { url, cookies } = await toCallback(person, more);
    return open(url, cookies);
  };
  const cookieOf = ({ cookies }: Page) => `bincard=${cookies['bincard']}`;
  const users = async () => {
    const { rows } = await servers.database.pools.super.query<{ email: string; role: string }>(
      'select email, role from inventory.users order by email_key',
    );
    return rows;
  };
  const close = async () => {
    await servers.close();
    await provider.close();
  };
  return {
    servers,
    provider,
    server,
    people: peopleOf(server),
    serve,
    open,
    toCallback,
    signIn,
    cookieOf,
    users,
    close,
  };
}

/** What a page that refuses says, and that nobody is signed in by it. */
export function refusal({ status, text, cookies }: Page) {
  expect(cookies['bincard']).toBeUndefined();
  return [status, /<p>(.*?)\. <a/.exec(text)?.[1]];
}

export const WRONG = [
  401,
  expect.stringMatching(/^The answer of the identity provider does not belong/),
];
