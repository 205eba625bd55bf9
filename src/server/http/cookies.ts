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

  private origin({ protocol, host }: Sent): string {
    return this.publicUrl ? new URL(this.publicUrl).origin : `${protocol}://${host}`;
  }

  /** With __Host- no other host of the domain can set it, and it comes over TLS only. */
  private name(request: Sent): string {
    return this.origin(request).startsWith('https:') ? '__Host-bincard' : 'bincard';
  }

  /** The secret in the request's cookie. */
  secretOf(request: Sent): string | undefined {
    const { cookie: header } = request.headers;
    return header === undefined ? undefined : parse(header)[this.name(request)];
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
    this.put(request, reply, secret, KEPT_SECONDS);
  }

  clear(request: Sent, reply: FastifyReply): void {
    this.put(request, reply, '', 0);
  }

  private put(request: Sent, reply: FastifyReply, value: string, maxAge: number): void {
    const secure = this.name(request).startsWith('__Host-');
    const options = { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge } as const;
    void reply.header('set-cookie', serialize(this.name(request), value, options));
  }
}
