import { execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Identity } from '../../auth/token';
import { isDatabaseAway } from '../../database/connection-errors';
import { whileThere } from '../../feed/stock-changes';
import { OperationContext } from '../graphql/context';
import type { Services } from '../graphql/services';

/**
 * Executes each event with a snapshot of its own, so the figures beside a movement are current. If the database goes
 * away, the event is executed again when it is back: with an error in its place, the client would miss it. `failure`
 * formats the error that ends a stream.
 */
export function executeEach(
  events: AsyncIterableIterator<unknown, unknown>,
  args: ExecutionArgs,
  services: Services,
  identity: Identity | undefined,
  format: {
    readonly result: (result: ExecutionResult) => ExecutionResult;
    readonly failure: (error: unknown) => Error;
  },
): AsyncIterableIterator<ExecutionResult> {
  const closed = new AbortController();
  const answer = async (rootValue: unknown): Promise<ExecutionResult> => {
    const contextValue = new OperationContext(services, identity);
    try {
      const result = await execute({ ...args, rootValue, contextValue });
      const away = result.errors?.find(({ originalError }) => isDatabaseAway(originalError));
      if (away) throw away.originalError!;
      return format.result(result);
    } finally {
      await contextValue.finish();
    }
  };
  const ended = { value: undefined, done: true } as const;
  // Not a generator: while it waits for an event, a generator cannot return.
  return {
    async next() {
      try {
        const { value, done } = await events.next();
        if (done) return ended;
        const answered = await whileThere(() => answer(value), closed.signal);
        return answered ? { value: answered, done: false } : ended;
      } catch (error) {
        throw format.failure(error);
      }
    },
    async return() {
      closed.abort();
      await events.return?.();
      return ended;
    },
    async throw(error) {
      closed.abort();
      await events.throw?.(error);
      return ended;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
