import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

// The form of GraphQL examples: requests between lines of `---`.
//
//   # capture name = data.path   keeps a value of the answer; `{{name}}` stands for it in later requests
//   # actor name                 sends the request as this person instead of ann

export interface Sender {
  readonly url: string;
  readonly tokenOf: (actor: string) => string | Promise<string>;
  readonly captured: Map<string, string>;
  /** Sends nothing after the first answer with errors. */
  readonly stopAtError?: boolean;
  readonly warn?: (message: string) => void;
}

interface Answer {
  readonly text: string;
  readonly refused: boolean;
}

/** A request could not be sent; `answers` are those of the requests before it. */
export class Unfinished extends Error {
  constructor(
    cause: unknown,
    readonly answers: Answer[],
  ) {
    super((cause as Error).message, { cause });
  }
}

/** Sends each request of a text in its order and returns the answers, formatted. */
export async function sendRequests(text: string, sender: Sender): Promise<Answer[]> {
  const answers: Answer[] = [];
  try {
    for (const block of text.split(/^---$/m)) {
      const answer = await sendRequest(block, sender);
      capture(block, answer, sender);
      const refused = 'errors' in (answer as object);
      answers.push({ text: JSON.stringify(answer, null, 2), refused });
      if (refused && sender.stopAtError) break;
    }
  } catch (error) {
    throw new Unfinished(error, answers);
  }
  return answers;
}

async function sendRequest(block: string, { url, captured, tokenOf }: Sender): Promise<unknown> {
  const actor = /^# actor (\w+)$/m.exec(block)?.[1] ?? 'ann';
  const query = fill(block, captured);
  const token = await tokenOf(actor);
  return /^subscription\b/m.test(query) ? firstEvent(query, url, token) : post(query, url, token);
}

/** Keeps the values that a block names. A value that the answer does not have leaves the one captured before. */
function capture(block: string, answer: unknown, { captured, warn }: Sender): void {
  for (const [, name, where] of block.matchAll(/^# capture (\w+) = (\S+)$/gm)) {
    const value = valueAt(answer, where!) as string | number | boolean | null | undefined;
    if (value === undefined || value === null) {
      warn?.(`the answer has nothing at ${where}, so ${name} was not captured`);
    } else captured.set(name!, String(value));
  }
}

export function fill(text: string, captured: Map<string, string>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = captured.get(name);
    if (value === undefined) throw new Error(`nothing was captured as ${name}`);
    return value;
  });
}

async function post(query: string, url: string, token: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  }).catch((error: unknown) => {
    throw new Error(`no server answers at ${url}; start it with npm start, or give its --url`, {
      cause: error,
    });
  });
  return response.json();
}

/** The first event of a subscription, which ends then. */
async function firstEvent(query: string, url: string, token: string): Promise<unknown> {
  const client = createClient({
    ...{ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 },
    connectionParams: { authorization: `Bearer ${token}` },
  });
  try {
    for await (const event of client.iterate({ query })) return event;
    throw new Error('the subscription ended without an event');
  } finally {
    await client.dispose();
  }
}

function valueAt(answer: unknown, where: string): unknown {
  return where
    .split('.')
    .reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | null | undefined)?.[key],
      answer,
    );
}
