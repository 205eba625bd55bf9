import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { resolveReceiver, type Address } from './address';

export interface ReceiverOptions {
  /** Whether receivers may be private, loopback and link-local addresses, and http:// URLs. */
  readonly allowPrivate: boolean;
  /** How long an attempt may take, from its beginning to the end of the answer. */
  readonly timeoutMs: number;
}

/** How much of an answer is read; what it says is not used. */
const MOST_OF_ANSWER = 64 * 1024;

export interface Answer {
  readonly status: number;
  /** What Retry-After says; undefined without one in seconds. */
  readonly retryAfterMs: number | undefined;
}

/** A connection to the receiver of a webhook, kept while events follow each other. Redirects are not followed. */
export class Receiver {
  private constructor(
    private readonly url: URL,
    private readonly agent: http.Agent,
    private readonly pinned: LookupFunction,
    private readonly timeoutMs: number,
  ) {}

  static async open(text: string, options: ReceiverOptions): Promise<Receiver> {
    const url = new URL(text);
    const address = await within(
      options.timeoutMs,
      resolveReceiver(url, options.allowPrivate),
      'The name of the host was not resolved in time',
    );
    const settings = { keepAlive: true, maxSockets: 1 };
    const agent = url.protocol === 'https:' ? new https.Agent(settings) : new http.Agent(settings);
    return new Receiver(url, agent, pinnedTo(address), options.timeoutMs);
  }

  /** Sends a body. Rejects where there is no whole answer in time; resolves with whatever status there is. */
  post(headers: Record<string, string>, body: string, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const send = this.url.protocol === 'https:' ? https.request : http.request;
      const request = send(this.url, {
        method: 'POST',
        agent: this.agent,
        lookup: this.pinned,
        signal,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      });
      const timer = setTimeout(
        () => request.destroy(new Error(`No answer within ${this.timeoutMs} ms`)),
        this.timeoutMs,
      );
      const end = (answer: Answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      const fail = (error: Error) => {
        clearTimeout(timer);
        reject(error);
      };
      request.on('error', fail);
      request.on('response', (response) => {
        const answer = { status: response.statusCode ?? 0, retryAfterMs: retryAfter(response) };
        let read = 0;
        response.on('data', (chunk: Buffer) => {
          read += chunk.length;
          if (read <= MOST_OF_ANSWER) return;
          end(answer);
          request.destroy();
        });
        response.on('end', () => end(answer));
        response.on('error', fail);
      });
      request.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** A look-up that knows one address. Node asks for all of a host's addresses, or for one. */
function pinnedTo({ address, family }: Address): LookupFunction {
  return (_host, { all }, done) => {
    if (all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
}

function retryAfter({ headers }: http.IncomingMessage): number | undefined {
  const seconds = headers['retry-after'];
  return seconds !== undefined && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}

async function within<Result>(ms: number, work: Promise<Result>, late: string): Promise<Result> {
  let timer: NodeJS.Timeout;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(late)), ms);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
