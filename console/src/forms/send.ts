import { useRef, useState } from 'react';
import { Refused, Unanswered, type Refusal } from '../api/api';
import { queryClient } from '../api/query';

/** What became of a form that was sent. */
export type Sending =
  | { readonly state: 'idle' | 'sending' }
  | {
      readonly state: 'refused';
      readonly refusals: readonly Refusal[];
      /** No answer came when it was sent before: what it is refused for may be what was written then. */
      readonly isSecond: boolean;
    }
  /** No answer came: it may have been written. With its idempotency key, the same sent again is written once. */
  | { readonly state: 'unanswered'; readonly hasKey: boolean }
  | { readonly state: 'failed'; readonly error: unknown };

/**
 * Sends a form. Its idempotency key is made once and kept until it is known what became of it, so that the button can be
 * pressed again after a lost answer: what was written already is answered, not written twice.
 */
export function useSend<Input, Answer>(send: (input: Input, key: string) => Promise<Answer>) {
  const [sending, setSending] = useState<Sending>({ state: 'idle' });
  const key = useRef<string>(undefined);
  const isSecond = useRef(false);
  const known = () => {
    key.current = undefined;
    isSecond.current = false;
  };
  const submit = async (input: Input): Promise<Answer | undefined> => {
    key.current ??= crypto.randomUUID();
    setSending({ state: 'sending' });
    try {
      const answer = await send(input, key.current);
      known();
      setSending({ state: 'idle' });
      return answer;
    } catch (error) {
      if (error instanceof Unanswered) {
        isSecond.current = true;
        setSending({ state: 'unanswered', hasKey: error.safeToRepeat });
        return undefined;
      }
      const isRefused = error instanceof Refused;
      if (isRefused && isSecond.current) void queryClient.invalidateQueries(); // the page shows what was written
      setSending(
        isRefused
          ? { state: 'refused', refusals: error.refusals, isSecond: isSecond.current }
          : { state: 'failed', error },
      );
      known(); // a refusal wrote nothing: what is sent next is another request
      return undefined;
    }
  };
  /** Gives up asking what became of it: what is sent next is another request. */
  const forget = () => {
    known();
    setSending({ state: 'idle' });
  };
  const refusals = sending.state === 'refused' ? sending.refusals : [];
  return { sending, refusals, submit, forget };
}
