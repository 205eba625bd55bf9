import net from 'node:net';

/** A TCP proxy in front of PostgreSQL that fails on request, as a network between two machines does. */
export interface FailingProxy {
  /** The database's URL through the proxy. */
  readonly url: string;
  /** Forwards everything, as initially. */
  forward(): void;
  /** Forwards requests, and closes the connection instead of forwarding a response. */
  loseAnswers(): void;
  /** Forwards nothing, and keeps the connections open. */
  drop(): void;
  close(): Promise<void>;
}

export async function openFailingProxy(databaseUrl: string): Promise<FailingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let mode: 'forward' | 'lose answers' | 'drop' = 'forward';

  const proxy = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (bytes) => {
        if (mode === 'drop') return;
        if (mode === 'lose answers' && one === far) return void near.destroy();
        other.write(bytes);
      });
      one.on('error', () => undefined);
      one.once('close', () => {
        sockets.delete(one);
        if (mode !== 'drop') other.end();
      });
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String((proxy.address() as net.AddressInfo).port);
  return {
    url: url.toString(),
    forward: () => void (mode = 'forward'),
    loseAnswers: () => void (mode = 'lose answers'),
    drop: () => void (mode = 'drop'),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
