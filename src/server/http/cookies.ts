import { parse, serialize } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestError } from '../graphql/request-error';

/** Longer than a session lives, which the database decides. */
const KEPT_SECONDS = 14 * 86_400;

/** The part of a request that says where it comes from. */
type Sent = Pick<FastifyRequest, 'headers' | 'protocol' | 'host' | 'method'>;

/** How browsers reach this server, and so which cookie they hold and which pages may use it. */
export class BrowserSessions {
  /** `publicUrl` is BINCARD_PUBLIC_URL; without it each request says by which address it came. */
  constructor(private readonly publicUrl: string | undefined) {}

  private origin(request: Sent): string {
    return new URL(this.base(request)).origin;
  }

  /** Where browsers find this server, without a slash at the end. */
  base({ protocol, host }: Sent): string {
    return this.publicUrl ?? `${protocol}://${host}`;
  }

  /** With __Host- no other host of the domain can set it, and it comes over TLS only. */
  private name(request: Sent, of = ''): string {
    const name = of ? `bincard-${of}` : 'bincard';
    return this.origin(request).startsWith('https:') ? `__Host-${name}` : name;
  }

  /** The secret in the request's cookie. */
  secretOf(request: Sent): string | undefined {
    return this.kept(request);
  }

  /** What a cookie of ours keeps: the session's, or another by its name. */
  kept(request: Sent, of = ''): string | undefined {
    const { cookie: header } = request.headers;
    return header === undefined ? undefined : parse(header)[this.name(request, of)];
  }

  /** Throws ORIGIN_REFUSED where another page than this server's own may have sent a request with the cookie. */
  checkOrigin(request: Sent): void {
    const { origin, 'sec-fetch-site': site, upgrade } = request.headers;
    const own = this.origin(request);
    // A navigation or a download has no Origin; a browser says then where it was started from.
    const withoutOrigin =
      request.method === 'GET' &&
      !upgrade &&
      (site === undefined || /^(same-origin|none)$/.test(String(site)));
    if (origin === undefined ? withoutOrigin : origin === own) return;
    throw requestError(
      'ORIGIN_REFUSED',
      `A request with a session's cookie comes from a page of ${own}, and says so in its Origin`,
      { details: { origin: origin ?? null, expected: own } },
    );
  }

  set(request: Sent, reply: FastifyReply, secret: string): void {
    this.keep(request, reply, '', secret, KEPT_SECONDS);
  }

  clear(request: Sent, reply: FastifyReply): void {
    this.keep(request, reply, '', '', 0);
  }

  /** Sets a cookie of ours for so many seconds; 0 removes it. */
  keep(request: Sent, reply: FastifyReply, of: string, value: string, maxAge: number): void {
    const name = this.name(request, of);
    const secure = name.startsWith('__Host-');
    const options = { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge } as const;
    void reply.header('set-cookie', serialize(name, value, options));
  }
}
