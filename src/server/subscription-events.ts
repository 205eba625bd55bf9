import { execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Identity } from '../auth/token';
import { RequestContext, type Services } from './context';

/** Answers each event with a snapshot of its own: the figures beside a movement are those of that moment. */
export function eachInItsOwn(
  events: AsyncIterableIterator<unknown>,
  args: ExecutionArgs,
  services: Services,
  identity: Identity | undefined,
  format: (result: ExecutionResult) => ExecutionResult,
): AsyncIterableIterator<ExecutionResult> {
  const answer = async (rootValue: unknown): Promise<ExecutionResult> => {
    const contextValue = new RequestContext(services, identity);
    try {
      return format(await execute({ ...args, rootValue, contextValue }));
    } finally {
      await contextValue.finish();
    }
  };
  // Not a generator: one that waits for an event would return only after it.
  return {
    async next() {
      const { value, done } = await events.next();
      return done ? { value: undefined, done } : { value: await answer(value), done: false };
    },
    async return() {
      await events.return?.();
      return { value: undefined, done: true };
    },
    async throw(error) {
      await events.throw?.(error);
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
