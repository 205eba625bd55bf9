import net from 'node:net';
import { openTestServers, type TestServers, type TestServer } from '../server/support';
import { wholeDatabase } from './whole-database';

const QUERY = JSON.stringify({ query: '{ __typename }' });
const WRITE =
  'mutation { createLocation(input: { code: "attack", name: "x", kind: WAREHOUSE }) { id } }';

// Requests that are not valid GraphQL over HTTP. test/server covers forms, other origins and batches.

describe('malformed requests', () => {
  let ground: TestServers;
  let server: TestServer;
  beforeAll(async () => {
    ground = await openTestServers();
    server = await ground.serve();
  });
  afterAll(() => ground?.close());

  /** Writes bytes to the server's port; all that comes back. */
  async function raw(
    bytes: string | Buffer,
  ): Promise<{ status: number; text: string; all: string }> {
    const socket = net.connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(bytes); // not end(): a client that closes early gets no answer
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    const all = Buffer.concat(chunks).toString();
    const [head = '', ...rest] = all.split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), text: rest.join('\r\n\r\n'), all };
  }

  const request = async (line: string, headers: string[] = [], body: string | Buffer = '') => {
    const token = await server.token();
    const head = [
      `${line} HTTP/1.1`,
      'host: x',
      'connection: close',
      `authorization: Bearer ${token}`,
    ];
    const length = `content-length: ${Buffer.byteLength(body)}`;
    const top = [...head, ...headers, ...(body.length > 0 ? [length] : []), '', ''].join('\r\n');
    return raw(Buffer.concat([Buffer.from(top), Buffer.from(body)]));
  };
  const codeOf = (text: string) =>
    (JSON.parse(text) as { errors: [{ extensions: { code: string } }] }).errors[0].extensions.code;

  it.each([
    ['GET /%ff', 'BAD_REQUEST'],
    ['GET /graphql%c0%80', 'BAD_REQUEST'],
    ['GET /export/%e0%a4', 'BAD_REQUEST'],
    [`GET /export/${'x'.repeat(400)}`, 'BAD_REQUEST'],
    ['GET /export/..%2f..%2fetc%2fpasswd', 'NOT_FOUND'],
    ['GET /../../etc/passwd', 'NOT_FOUND'],
    ['GET //graphql', 'NOT_FOUND'],
    ['GET /graphql/', 'NOT_FOUND'],
    ['PUT /graphql', 'NOT_FOUND'],
    ['DELETE /graphql', 'NOT_FOUND'],
    ['TRACE /graphql', 'NOT_FOUND'],
    ['GET /graphql?query={__typename}&query={__typename}', 'BAD_REQUEST'],
    ['GET /graphql?query={__typename}&variables={', 'BAD_REQUEST'],
  ])('%s', async (line, code) => {
    const { status, text, all } = await request(line, ['apollo-require-preflight: 1']);
    expect([status >= 400 && status < 500, codeOf(text)]).toEqual([true, code]);
    expect(all).not.toMatch(/FST_|node_modules|fastify/i);
  });

  it.each([
    ['bytes that are no HTTP', '\0\x01\x02\r\n\r\n', 400],
    ['a method that is none', 'ATTACK /graphql HTTP/1.1\r\n\r\n', 400],
    [
      'headers without an end',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    [
      'two lengths',
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nx',
      400,
    ],
    [
      'a length and chunks, as a proxy might read them differently',
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('%s', async (_, bytes, status) => {
    const answer = await raw(bytes);
    expect([answer.status, codeOf(answer.text)]).toEqual([status, 'BAD_REQUEST']);
    expect((await server.ask('{ __typename }')).status).toBe(200);
  });

  it.each([
    ['none', undefined],
    ['a form with files', 'multipart/form-data; boundary=x'],
    ['GraphQL', 'application/graphql'],
    ['almost JSON', 'application/vnd.api+json'],
    ['two', 'application/json, text/plain'],
    ['text with JSON after it', 'text/plain;application/json'],
  ])('content type: %s', async (_, type) => {
    const { text } = await request('POST /graphql', type ? [`content-type: ${type}`] : [], QUERY);
    expect(codeOf(text)).toBe('BAD_REQUEST');
  });

  it.each([
    ['an empty body', ''],
    ['nothing', 'null'],
    ['a number', '5'],
    ['a text', '"{ __typename }"'],
    ['an empty object', '{}'],
    ['an empty list', '[]'],
    ['a document that is no text', '{"query":{"a":1}}'],
    ['a document twice, the second of them no text', '{"query":"{ __typename }","query":5}'],
    ['variables in a text', '{"query":"{ __typename }","variables":"{}"}'],
    ['variables in a list', '{"query":"{ __typename }","variables":[]}'],
    ['a name that is no text', '{"query":"{ __typename }","operationName":["x"]}'],
    ['extensions in a list', '{"query":"{ __typename }","extensions":[]}'],
    [
      'a constructor',
      '{"query":"{ __typename }","variables":{"a":{"constructor":{"prototype":{"x":1}}}}}',
    ],
    [
      'a prototype deep in it',
      '{"query":"{ __typename }","variables":{"a":[{"__proto__":{"x":1}}]}}',
    ],
    ['an escaped prototype', '{"query":"{ __typename }","variables":{"\\u005f_proto__":{"x":1}}}'],
    ['a subscription', '{"query":"subscription { stockChanged { cursor } }"}'],
  ])('body: %s', async (_, body) => {
    const { error } = await server.post(body);
    expect(error).toEqual({ code: 'BAD_REQUEST' });
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it.each([
    ['that the document does not have', { query: 'query A { __typename }', operationName: 'B' }],
    ['where none has one', { query: '{ __typename }', operationName: 'B' }],
    ['missing, of two', { query: 'query A { __typename } query B { __typename }' }],
    ['of a fragment', { query: '{ ...B } fragment B on Query { __typename }', operationName: 'B' }],
  ])('a name %s is refused', async (_, body) => {
    const { status, error } = await server.post(JSON.stringify(body));
    expect({ status, error }).toEqual({
      status: 400,
      error: { code: 'OPERATION_RESOLUTION_FAILURE' },
    });
  });

  it('bytes that are no UTF-8 are refused, not replaced', async () => {
    const before = await wholeDatabase(ground.database);
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80]]) {
      const [head, tail] = JSON.stringify({ query: WRITE }).split('attack') as [string, string];
      const body = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]);
      const { text } = await request('POST /graphql', ['content-type: application/json'], body);
      expect(codeOf(text)).toBe('BAD_REQUEST');
    }
    expect(await wholeDatabase(ground.database)).toEqual(before);
  });

  it('nothing is written by GET', async () => {
    const before = await wholeDatabase(ground.database);
    const { text, status } = await request(`GET /graphql?query=${encodeURIComponent(WRITE)}`, [
      'apollo-require-preflight: 1',
    ]);
    expect([status, codeOf(text)]).toEqual([405, 'BAD_REQUEST']);
    const named = `query A { __typename } ${WRITE.replace('mutation', 'mutation B')}`;
    const other = await request(`GET /graphql?operationName=B&query=${encodeURIComponent(named)}`, [
      'apollo-require-preflight: 1',
    ]);
    expect(codeOf(other.text)).toBe('BAD_REQUEST');
    expect(await wholeDatabase(ground.database)).toEqual(before);
  });
});
