import WebSocket from 'ws';
import { openTestServers, type TestServers, type TestServer } from '../server/support';
import { faultOf, type AnsweredError } from './answers';

const FEED =
  'subscription ($p: [ID!], $l: [ID!], $c: String) { stockChanged(productIds: $p, locationIds: $l, cursor: $c) { cursor } }';
const NIL = '00000000-0000-0000-0000-000000000000';
const base64 = (text: string) => Buffer.from(text).toString('base64url');

/** What a connection was told: messages, and at last how it was closed. */
interface Heard {
  readonly messages: { type: string; payload?: { errors?: AnsweredError[] } | AnsweredError[] }[];
  readonly closed: number;
}

describe('a WebSocket in hostile hands', () => {
  let ground: TestServers;
  let server: TestServer;
  let init: string;
  beforeAll(async () => {
    ground = await openTestServers();
    server = await ground.serve();
    init = JSON.stringify({
      type: 'connection_init',
      payload: { authorization: `Bearer ${await server.token()}` },
    });
  });
  afterAll(() => ground?.close());

  /** Says these things one after the other, each after an answer to the first; hangs up after the first answer. */
  function talk(
    [first, ...rest]: (string | Buffer)[],
    { path = '', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
  ): Promise<Heard> {
    const url = server.url.replace('http', 'ws') + path;
    const socket = new WebSocket(url, 'graphql-transport-ws', { headers });
    const messages: Heard['messages'] = [];
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => socket.send(first!));
      socket.on('message', (data: Buffer) => {
        messages.push(JSON.parse(data.toString()) as Heard['messages'][number]);
        if (messages.length === 1) for (const message of rest) socket.send(message);
        else socket.close(1000);
      });
      socket.on('close', (closed) => resolve({ messages, closed }));
    });
  }
  const subscribe = (payload: unknown, id: unknown = '1') =>
    JSON.stringify({ id, type: 'subscribe', payload });
  const goesOn = async () => expect((await server.ask('{ __typename }')).status).toBe(200);

  it.each<[string, () => (string | Buffer)[], number]>([
    ['nothing about who asks', () => [subscribe({ query: FEED })], 4401],
    ['a token in a list', () => [init.replace(/"(Bearer [^"]+)"/, '["$1"]')], 4401],
    ['no JSON', () => [init, '{'], 4400],
    ['bytes', () => [Buffer.from([0, 1, 2, 255])], 4400],
    ['an unknown message', () => [init, '{"type":"attack"}'], 4400],
    ['who asks, twice', () => [init, init], 4429],
    ['one id twice', () => [init, subscribe({ query: FEED }), subscribe({ query: FEED })], 4409],
    [
      'more than a message may hold',
      () => [init, subscribe({ query: `#${'x'.repeat(70_000)}\n${FEED}` })],
      1009,
    ],
    ['a document that is no text', () => [init, subscribe({ query: 5 })], 4400],
    ['variables in a list', () => [init, subscribe({ query: FEED, variables: [] })], 4400],
    ['variables in a text', () => [init, subscribe({ query: FEED, variables: '{}' })], 4400],
    ['an id that is none', () => [init, subscribe({ query: FEED }, { toString: 1 })], 4400],
    ['no payload', () => [init, '{"id":"1","type":"subscribe"}'], 4400],
  ])('%s closes it, and nothing is printed', async (_, messages, code) => {
    const printed = jest.spyOn(console, 'error');
    try {
      expect((await talk(messages())).closed).toBe(code);
      await goesOn();
      expect(printed).not.toHaveBeenCalled();
    } finally {
      printed.mockRestore();
    }
  });

  it('a token counts in connection_init alone', async () => {
    const token = await server.token();
    const authorization = `Bearer ${token}`;
    const nobody = '{"type":"connection_init"}';
    const path = `?token=${token}&authorization=${encodeURIComponent(authorization)}`;
    expect((await talk([nobody], { path })).closed).toBe(4401);
    expect((await talk([nobody], { headers: { authorization } })).closed).toBe(4401);
    const forged = '{"type":"connection_init","payload":{"authorization":"Bearer x.y.z"}}';
    expect((await talk([forged], { headers: { authorization } })).closed).toBe(4401);
  });

  it.each<[string, object, string, string | undefined]>([
    ['a number for ids', { p: 5.5 }, 'BAD_USER_INPUT', 'p'],
    [
      'a text that is no id and no code',
      { p: ["'; select 1 --"] },
      'PRODUCT_UNKNOWN',
      'productIds[0]',
    ],
    ['a NUL byte', { l: ['a\0'] }, 'BAD_USER_INPUT', 'locationIds[0]'],
    [
      'too many ids',
      { p: Array.from({ length: 1001 }, () => NIL) },
      'BAD_USER_INPUT',
      'productIds',
    ],
    ['an object for a cursor', { c: { a: 1 } }, 'BAD_USER_INPUT', 'c'],
    ['a cursor of SQL', { c: base64(`feed:1:${NIL}'; --`) }, 'INVALID_CURSOR', 'cursor'],
    ['a cursor of octal digits', { c: base64(`feed:08:${NIL}`) }, 'INVALID_CURSOR', 'cursor'],
    ['a cursor with half a surrogate pair', { c: '\ud800' }, 'BAD_USER_INPUT', 'cursor'],
    ['a hundred bad ids', { p: Array.from({ length: 100 }, () => 1.5) }, 'BAD_USER_INPUT', 'p[0]'],
  ])('%s is refused with a code', async (_, variables, code, field) => {
    const { messages } = await talk([init, subscribe({ query: FEED, variables })]);
    const { payload } = messages[1]!;
    const errors = Array.isArray(payload) ? payload : payload!.errors!;
    expect(errors[0]!.extensions).toMatchObject({ code, details: { field } });
    expect(errors.map((error) => faultOf(error)).filter(Boolean)).toEqual([]);
    await goesOn();
  });

  it.each([
    [
      'a write',
      'mutation { updateSettings(input: { allowSelfApproval: true }) { code } }',
      'BAD_REQUEST',
    ],
    [
      'a write beside a subscription',
      `${FEED.replace('subscription', 'subscription A')} mutation B { updateSettings(input: {}) { code } }`,
      'BAD_REQUEST',
    ],
    [
      'two feeds at once',
      'subscription { a: stockChanged { cursor } b: stockChanged { cursor } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['the schema', 'subscription { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is not served here', async (_, query, code) => {
    const { messages } = await talk([
      init,
      subscribe({ query, operationName: query.includes(' B ') ? 'B' : undefined }),
    ]);
    expect(messages[1]).toMatchObject({ type: 'error', payload: [{ extensions: { code } }] });
    expect((await server.ask('{ settings { allowSelfApproval } }')).data.settings).toEqual({
      allowSelfApproval: false,
    });
  });
});
