import { execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Identity } from '../../auth/token';
import { isDatabaseAway } from '../../database/connection-errors';
import { whileThere } from '../../feed/stock-changes';
import { OperationContext, type Services } from '../graphql/context';

/**
 * Answers each event with a snapshot of its own: the figures beside a movement are those of that moment. An event
 * that the database goes away from is answered when it is back: a reader who got errors for it would go on behind it.
 * `failure` says what a client is told of a stream that ends by an error.
 */
export function eachInItsOwn(
  events: AsyncIterableIterator<unknown>,
  args: ExecutionArgs,
  services: Services,
  identity: Identity | undefined,
  say: {
    readonly format: (result: ExecutionResult) => ExecutionResult;
    readonly failure: (error: unknown) => Error;
  },
): AsyncIterableIterator<ExecutionResult> {
  const gone = new AbortController();
  const answer = async (rootValue: unknown): Promise<ExecutionResult> => {
    const contextValue = new OperationContext(services, identity);
    try {
      const result = await execute({ ...args, rootValue, contextValue });
      const away = result.errors?.find(({ originalError }) => isDatabaseAway(originalError));
      if (away) throw away.originalError!;
      return say.format(result);
    } finally {
      await contextValue.finish();
    }
  };
  const ended = { value: undefined, done: true } as const;
  // Not a generator: one that waits for an event would return only after it.
  return {
    async next() {
      try {
        const { value, done } = await events.next();
        if (done) return ended;
        const answered = await whileThere(() => answer(value), gone.signal);
        return answered ? { value: answered, done: false } : ended;
      } catch (error) {
        throw say.failure(error);
      }
    },
    async return() {
      gone.abort();
      await events.return?.();
      return ended;
    },
    async throw(error) {
      gone.abort();
      await events.throw?.(error);
      return ended;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
