import { ask } from '../../api/api';
import { useSend } from '../../forms/send';
import { APPROVE, DISPATCH, FULFILL } from './queries';
import { transferChanged } from './transfers';

/** What takes a transfer a step further. Each is refused once it is done, so that none needs an idempotency key. */
export type Move = 'approve' | 'dispatch' | 'fulfill';

const DOCUMENTS = { approve: APPROVE, dispatch: DISPATCH, fulfill: FULFILL } as const;

/** Takes transfers further, and says what was refused. */
export function useMove() {
  const send = useSend(async ({ id, what }: { id: string; what: Move }) =>
    what === 'approve'
      ? (await ask(DOCUMENTS.approve, { id })).approveTransfer
      : what === 'dispatch'
        ? (await ask(DOCUMENTS.dispatch, { id })).dispatchTransfer
        : (await ask(DOCUMENTS.fulfill, { id })).fulfillTransfer,
  );
  const start = async (id: string, what: Move) => {
    await send.submit({ id, what });
    await transferChanged(); // also where it was refused: what is shown is not what is there
  };
  return {
    start: (id: string, what: Move) => void start(id, what),
    isBusy: send.sending.state === 'sending',
    outcome: { sending: send.sending, rest: send.refusals, onForget: send.forget },
  };
}
