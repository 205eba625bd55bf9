import { SyncError } from '../errors';
import type { AnswerMessage, RequestMessage } from './protocol';
import { openSession, type Handlers } from './session';

// The process that reads and writes one external file, started by ../source-process.ts. It handles one request after
// another, has no secrets, and ends when the server ends.

const parent = process.ppid;

/** Without the server, a write must not begin: another run may have started. */
function endWithParent(): void {
  if (!process.connected || process.ppid !== parent) process.exit();
}

async function answer({ id, name, input }: RequestMessage): Promise<AnswerMessage> {
  try {
    const handle = handlers[name] as (input: unknown) => Promise<unknown>;
    return { id, result: await handle(input) };
  } catch (error) {
    if (error instanceof SyncError) {
      const { failure, message, details } = error;
      return { id, failure, message: message.slice(0, 2000), details };
    }
    return { id, defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const handlers: Handlers = openSession(endWithParent);
let queue = Promise.resolve();
process.on('message', (message: RequestMessage) => {
  queue = queue.then(async () => {
    const sent = await answer(message);
    process.send?.(sent);
  });
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole process group; the server decides when this process ends.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
