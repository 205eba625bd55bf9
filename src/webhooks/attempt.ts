import { Receiver, type Answer, type ReceiverOptions } from './receiver';

/** Why an event was not taken, and what follows from it. */
export interface Failure {
  /** One sentence for the admins of the tenant. */
  readonly error: string;
  /** Whether the receiver is gone for good. */
  readonly gone: boolean;
  /** The pause that the receiver asks for. */
  readonly retryAfterMs: number;
}

const GONE = 410;

/** The receiver of a webhook, connected to at its first event. */
export class Attempts {
  private receiver: Receiver | undefined;

  constructor(
    private readonly url: string,
    private readonly options: ReceiverOptions,
  ) {}

  /** Sends an event; undefined when it was taken. Never rejects. */
  async send(
    { headers, body }: { headers: Record<string, string>; body: string },
    signal: AbortSignal,
  ): Promise<Failure | undefined> {
    try {
      this.receiver ??= await Receiver.open(this.url, this.options);
      return failureOf(await this.receiver.post(headers, body, signal));
    } catch (error) {
      const { message, code } = error as { message?: string; code?: string };
      return { error: message || code || 'The connection failed', gone: false, retryAfterMs: 0 };
    }
  }

  close(): void {
    this.receiver?.close();
  }
}

function failureOf({ status, retryAfterMs = 0 }: Answer): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  const redirect = status >= 300 && status < 400 ? ': redirects are not followed' : '';
  return { error: `HTTP ${status}${redirect}`, gone: status === GONE, retryAfterMs };
}

const LONGEST_PAUSE_MS = 3_600_000;

/** The pause before the next attempt: doubled after each, up to an hour, and shortened by up to half at random. */
export function pauseAfter(failures: number, firstPauseMs: number, askedForMs: number): number {
  const longest = Math.min(firstPauseMs * 2 ** Math.min(failures, 30), LONGEST_PAUSE_MS);
  return Math.max(longest * (0.5 + Math.random() / 2), Math.min(askedForMs, LONGEST_PAUSE_MS));
}
