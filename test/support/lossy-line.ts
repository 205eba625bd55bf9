import net from 'node:net';

/** A line to PostgreSQL that breaks as it is told to: what a network does between two machines. */
export interface LossyLine {
  /** The database's URL by this line. */
  readonly url: string;
  /** Carries everything: what it is made with. */
  mend(): void;
  /** What is sent arrives; the answer breaks the line. */
  loseAnswers(): void;
  /** Nothing arrives any more, and nobody is told. */
  fallSilent(): void;
  close(): Promise<void>;
}

export async function openLossyLine(databaseUrl: string): Promise<LossyLine> {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let does: 'carry' | 'lose answers' | 'nothing' = 'carry';

  const line = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (bytes) => {
        if (does === 'nothing') return;
        if (does === 'lose answers' && one === far) return void near.destroy();
        other.write(bytes);
      });
      one.on('error', () => undefined);
      one.once('close', () => {
        sockets.delete(one);
        if (does !== 'nothing') other.end();
      });
    }
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String((line.address() as net.AddressInfo).port);
  return {
    url: url.toString(),
    mend: () => void (does = 'carry'),
    loseAnswers: () => void (does = 'lose answers'),
    fallSilent: () => void (does = 'nothing'),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => line.close(resolve));
    },
  };
}
