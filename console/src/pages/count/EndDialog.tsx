import '@mantine/core/styles/Input.css';
import '../../parts/modal';
import { Button, Modal, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { useFormat } from '../../format';
import { useFieldError } from '../../forms/LineFields';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import type { Count } from './count';
import { CANCEL, POST, REBASE, SUBMIT } from './queries';
import { Submitted, type Submission } from './Submitted';

export type Asked = 'submit' | 'post' | 'cancel';

/** Submits, posts or cancels a count. Each is refused once it is done, so that none needs an idempotency key. */
export default function EndDialog(props: { count: Count; asked: Asked; onClose: () => void }) {
  const { count, asked, onClose } = props;
  const { t } = useLingui();
  const format = useFormat();
  const { id, lines } = count;
  const [reason, setReason] = useState('');
  const [submission, setSubmission] = useState<Submission>();
  const send = useSend(async (): Promise<Submission | object> => {
    if (asked === 'submit') return (await ask(SUBMIT, { id })).submitStockCount;
    if (asked === 'cancel') return ask(CANCEL, { id });
    // What was sold since is added to the figures first: it is no variance.
    await ask(REBASE, { id });
    return ask(POST, { id, reason });
  });
  const refusals = byField(send.refusals, (field) => field === 'reason');
  const errorOf = useFieldError(refusals);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    await Promise.all(
      ['count', 'counts'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
    );
    if (answer && 'lines' in answer && answer.status === 'OPEN') setSubmission(answer);
    else if (answer) onClose();
  };
  if (submission) return <Submitted submission={submission} onClose={onClose} />;
  const left = lines.filter(({ counted }) => !counted).length;
  const differ = lines.filter(({ figures }) => figures !== null && figures.variance !== 0).length;
  const words = {
    submit: {
      title: t`I have finished`,
      about: t`What agrees with the books, or with what somebody else counted, is settled. The rest is counted again by another person.`,
      button: t`Submit what I counted`,
    },
    post: {
      title: t`Post the count`,
      about: t`The books become what was counted: ${format.number(differ)} lines differ, ${format.number(left)} were not counted and stay as they are.`,
      button: t`Post`,
    },
    cancel: {
      title: t`Cancel the count`,
      about: t`What was counted is kept, and nothing in the books changes.`,
      button: t`Cancel the count`,
    },
  }[asked];
  const rest = refusals.get('');
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={words.title}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <p>{words.about}</p>
        {asked === 'post' && (
          <TextInput
            data-autofocus
            label={t`Reason`}
            required
            value={reason}
            error={errorOf('reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
        <Button mt="md" type="submit" loading={send.sending.state === 'sending'}>
          {words.button}
        </Button>
        {asked === 'cancel' && (
          <Button mt="md" ml="sm" variant="default" onClick={onClose}>
            <Trans>Go on counting</Trans>
          </Button>
        )}
      </form>
    </Modal>
  );
}
