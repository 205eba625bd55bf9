import { useRef, useState } from 'react';
import { Refused, Unanswered, type Refusal } from '../api/api';

/** What became of a form that was sent. */
export type Sending =
  | { readonly state: 'idle' | 'sending' }
  | { readonly state: 'refused'; readonly refusals: readonly Refusal[] }
  /** No answer came: it may have been written. Sending exactly the same again writes it once. */
  | { readonly state: 'unanswered' }
  | { readonly state: 'failed'; readonly error: unknown };

/**
 * Sends a form. Its idempotency key is made once and kept until it is known what became of it, so that the button can be
 * pressed again after a lost answer: what was written already is answered, not written twice.
 */
export function useSend<Input, Answer>(send: (input: Input, key: string) => Promise<Answer>) {
  const [sending, setSending] = useState<Sending>({ state: 'idle' });
  const key = useRef<string>(undefined);
  const submit = async (input: Input): Promise<Answer | undefined> => {
    key.current ??= crypto.randomUUID();
    setSending({ state: 'sending' });
    try {
      const answer = await send(input, key.current);
      key.current = undefined;
      setSending({ state: 'idle' });
      return answer;
    } catch (error) {
      if (error instanceof Unanswered) {
        setSending({ state: 'unanswered' });
        return undefined;
      }
      key.current = undefined; // a refusal wrote nothing: what is sent next is another request
      const isRefused = error instanceof Refused;
      setSending(
        isRefused ? { state: 'refused', refusals: error.refusals } : { state: 'failed', error },
      );
      return undefined;
    }
  };
  /** Gives up asking what became of it: what is sent next is another request. */
  const forget = () => {
    key.current = undefined;
    setSending({ state: 'idle' });
  };
  const refusals = sending.state === 'refused' ? sending.refusals : [];
  return { sending, refusals, submit, forget };
}
