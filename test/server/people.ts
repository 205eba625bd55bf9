import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TestServer } from './support';

// What the tests of sessions do as a browser would.

export const PASSWORD = 'correct horse battery';

/** People of a server's tenant, and requests as their browsers send them. */
export function peopleOf(server: TestServer) {
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.base, ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const answer = (text ? JSON.parse(text) : {}) as {
      user?: object;
      errors?: { extensions: { code: string; details?: { reason?: string } } }[];
    };
    const [set] = response.headers.getSetCookie();
    return { status: response.status, answer, set, cookie: set?.split(';')[0] ?? '', response };
  };
  const invite = async (email: string, role = 'CLERK') => {
    const { data } = await server.ask(
      `mutation { inviteUser(input: { email: "${email}", name: "N", role: ${role} }) { id link } }`,
    );
    const { id, link } = data.inviteUser as { id: string; link: string };
    return { id, secret: link.split('#')[1]! };
  };
  const join = async (email: string, role = 'CLERK') => {
    const { id, secret } = await invite(email, role);
    const { cookie } = await post('/auth/link', { secret, password: PASSWORD });
    return { id, cookie };
  };
  /** Asks without the test's own token. */
  const ask = async (query: string, headers: Record<string, string>) => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    const body = (await response.json()) as {
      data?: { me?: { actor: string; role: string } };
      errors?: { extensions: { code: string; details?: { reason?: string } } }[];
    };
    return { status: response.status, data: body.data, error: body.errors?.[0]?.extensions };
  };
  const me = (cookie: string, headers: Record<string, string> = {}) =>
    ask('{ me { actor role } }', { cookie, origin: server.base, ...headers });
  const reasonOf = async (cookie: string) => (await me(cookie)).error?.details?.reason;

  /** Opens a WebSocket: "open" once it is acknowledged, or how it was closed. */
  function socketEnd(headers: Record<string, string>): Promise<string> {
    const { authorization, ...more } = headers;
    class WithHeaders extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers: more });
      }
    }
    return new Promise((resolve) => {
      const client = createClient({
        url: server.url.replace('http', 'ws'),
        webSocketImpl: WithHeaders,
        lazy: false,
        retryAttempts: 0,
        onNonLazyError: () => undefined,
        ...(authorization && { connectionParams: { authorization } }),
        on: {
          connected: () => {
            resolve('open');
            void client.dispose();
          },
          closed: (event) => {
            const { code, reason } = event as { code: number; reason: string };
            resolve(`${code} ${reason}`);
          },
        },
      });
    });
  }

  return { post, invite, join, ask, me, reasonOf, socketEnd };
}
