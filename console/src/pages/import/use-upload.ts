import { useState } from 'react';
import { Unanswered } from '../../api/api';
import { queryClient } from '../../api/query';
import { useSend } from '../../forms/send';
import { upload, type Checked, type Sent } from './upload';

/** Sends a file, and keeps what was answered last and whether it is still of what the page shows. */
export function useUpload() {
  const [checked, setChecked] = useState<Checked>();
  const [isStale, setStale] = useState(false);
  const [sent, setSent] = useState<Sent>();
  const send = useSend((input: Sent) =>
    upload(input).catch((error: unknown) => {
      // What was shown stays until it is known what became of it: it is sent again as it was.
      if (!input.live || !(error instanceof Unanswered)) setChecked(undefined);
      throw error;
    }),
  );
  const run = async (of: Sent) => {
    setSent(of);
    const answer = await send.submit(of);
    if (!answer) return;
    setChecked(answer);
    setStale(false);
    await queryClient.invalidateQueries({ queryKey: ['import-runs'] });
    await queryClient.invalidateQueries({ queryKey: ['today-first-steps'] });
    if (of.live) await queryClient.invalidateQueries();
  };
  const { state } = send.sending;
  const lost = state === 'unanswered' ? sent : undefined;
  return {
    ...{ checked, isStale, send, run },
    isSending: state === 'sending',
    /** What was to come in, and no answer came. */
    lost: lost?.live ? lost : undefined,
    /** No answer came to a check, which writes nothing. */
    isUnchecked: lost?.live === false,
    forgetChecked: () => setChecked(undefined),
    changed: () => setStale(true),
  };
}
