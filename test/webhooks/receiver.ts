import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Message {
  readonly id: string;
  readonly type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the event says
  readonly data: any;
}

/** What to answer to the message with this number, of all that arrived; 'hang' answers nothing. */
type Behaviour = (
  message: Message,
  number: number,
) => number | 'hang' | 'reset' | 'redirect' | 'flood' | Promise<number>;

/** A shop's end of a webhook: it verifies what arrives, and answers as it is told. */
export class TestReceiver {
  /** What it has taken, in the order of its answers; and how many arrived in all. */
  readonly taken: Message[] = [];
  arrived = 0;
  /** What did not verify. */
  readonly wrong: string[] = [];
  secret = '';
  private server: Server | undefined;
  private port = 0;

  constructor(public behave: Behaviour = () => 200) {}

  async start(): Promise<void> {
    this.server = createServer((request, response) => void this.handle(request, response));
    await new Promise<void>((done) => this.server!.listen(this.port, '127.0.0.1', done));
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Stops, as a restarted service does; connections are cut. */
  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done) ?? done(undefined));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** The ids that it took, each where it first came. */
  get firsts(): string[] {
    return [...new Set(this.taken.map(({ id }) => id))];
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    let message: Message;
    try {
      const headers = request.headers as Record<string, string>;
      const { type, data } = new Webhook(this.secret).verify(body, headers) as Message;
      message = { id: headers['webhook-id']!, type, data };
    } catch (error) {
      this.wrong.push(String(error));
      response.writeHead(401).end();
      return;
    }
    const answer = await this.behave(message, ++this.arrived);
    if (answer === 'hang') return;
    if (answer === 'reset') return void request.socket.destroy();
    if (answer === 'redirect') return void response.writeHead(302, { location: '/other' }).end();
    if (answer === 200 || answer === 'flood') this.taken.push(message);
    if (answer !== 'flood') return void response.writeHead(answer).end('noted');
    response.writeHead(200);
    const pour = () => {
      while (response.write('x'.repeat(65_536)));
      response.once('drain', pour);
    };
    pour();
  }
}
