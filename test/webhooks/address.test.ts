import * as dns from 'node:dns/promises';
import { checkReceiver, isPublic, resolveReceiver } from '../../src/webhooks/address';
import { Receiver } from '../../src/webhooks/receiver';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

jest.mock('node:dns/promises', () => {
  const actual = jest.requireActual<typeof dns>('node:dns/promises');
  return { ...actual, lookup: jest.fn(actual.lookup) };
});
const lookup = dns.lookup as unknown as jest.Mock;

describe('the address of a receiver', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0'],
    ...['100.64.0.1', '100.100.100.200', '192.0.0.192', '198.18.0.1', '192.0.2.1', '224.0.0.1'],
    ...['240.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'fd00:ec2::254'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1', 'ff02::1'],
    ...['64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:1::1', '2001:db8::1'],
    ...['fec0::1', '100::1'],
  ])('%s is not public', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(['1.1.1.1', '8.8.8.8', '172.15.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])(
    '%s is public',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  it.each([
    ...['https://127.0.0.1', 'https://2130706433', 'https://0x7f.1', 'https://0177.0.0.1'],
    ...['https://127.1', 'https://[::1]', 'https://[::ffff:127.0.0.1]', 'https://[::ffff:7f00:1]'],
    ...['https://localhost', 'https://LOCALHOST', 'https://169.254.169.254'],
    ...['https://①②⑦.0.0.1', 'http://1.1.1.1'],
  ])('%s is refused', async (url) => {
    await expect(resolveReceiver(new URL(url), false)).rejects.toThrow(/BINCARD_WEBHOOK_PRIVATE/);
  });

  it.each([
    ...['https://127.0.0.1/x', 'https://[::1]', 'https://10.1.2.3', 'https://localhost:8443/x'],
    ...['https://2130706433', 'https://shop.localhost', 'http://shop.example', 'HTTP://1.1.1.1'],
  ])('%s is refused when a webhook is made', (url) => {
    expect(() => checkReceiver(url, false)).toThrow(
      expect.objectContaining({
        ...{ field: 'url', reason: 'webhook_url_invalid' },
        message: expect.stringContaining('set BINCARD_WEBHOOK_PRIVATE=on') as string,
      }),
    );
    expect(() => checkReceiver(url, true)).not.toThrow();
  });

  // Of a name nothing is found out, and a malformed URL is the database's to refuse.
  it.each([
    'https://shop.example/x',
    'https://1.1.1.1',
    'https://localhost.example',
    'ftp://x',
    '',
  ])('%j is not refused for its host when a webhook is made', (url) =>
    expect(() => checkReceiver(url, false)).not.toThrow(),
  );

  it('is refused when one of several is not public', async () => {
    lookup.mockResolvedValueOnce([
      { address: '1.1.1.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]);
    const resolved = resolveReceiver(new URL('https://shop.example'), false);
    await expect(resolved).rejects.toThrow('not public');
  });

  it('is resolved once: the connection goes to what was checked', async () => {
    const hosts: (string | undefined)[] = [];
    const server = createServer(({ headers }, response) => {
      hosts.push(headers.host);
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    lookup.mockClear();
    lookup.mockResolvedValueOnce([{ address: '127.0.0.1', family: 4 }]);
    const options = { allowPrivate: true, timeoutMs: 5000 };
    const receiver = await Receiver.open(`http://shop.invalid:${port}/`, options);
    const { signal } = new AbortController();
    expect((await receiver.post({}, '{}', signal)).status).toBe(200);
    expect((await receiver.post({}, '{}', signal)).status).toBe(200);
    receiver.close();
    server.close();
    expect(hosts).toEqual([`shop.invalid:${port}`, `shop.invalid:${port}`]);
    expect(lookup).toHaveBeenCalledTimes(1);
  });
});
