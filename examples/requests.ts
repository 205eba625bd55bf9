import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

// The form of GraphQL examples: requests between lines of `---`.
//
//   # capture name = data.path   keeps a value of the answer; `{{name}}` stands for it in later requests
//   # actor name                 sends the request as this person instead of ann

export interface Sender {
  readonly url: string;
  tokenOf(actor: string): string | Promise<string>;
  readonly captured: Map<string, string>;
}

/** Sends each request of a text in its order and returns the answers, formatted. */
export async function sendRequests(text: string, sender: Sender): Promise<string[]> {
  const answers: string[] = [];
  for (const block of text.split(/^---$/m)) {
    const actor = /^# actor (\w+)$/m.exec(block)?.[1] ?? 'ann';
    const query = fill(block, sender.captured);
    const token = await sender.tokenOf(actor);
    const answer = /^subscription\b/m.test(query)
      ? await firstEvent(query, sender.url, token)
      : await post(query, sender.url, token);
    for (const [, name, where] of block.matchAll(/^# capture (\w+) = (\S+)$/gm)) {
      sender.captured.set(name!, String(valueAt(answer, where!)));
    }
    answers.push(JSON.stringify(answer, null, 2));
  }
  return answers;
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
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], answer);
}
