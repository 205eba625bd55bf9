import '@mantine/core/styles/Input.css';
import '../../parts/modal';
import { Button, Modal, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { useFieldError } from '../../forms/LineFields';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { transferChanged } from '../transfers/transfers';
import { CANCEL, CLOSE_SHORT } from './queries';

/** What wants a reason. */
export type Asked = 'cancel' | 'close';

/** Cancels a transfer, or asks to close it short, with a reason. Doing so again changes nothing. */
export default function ReasonDialog(props: { id: string; asked: Asked; onClose: () => void }) {
  const { id, asked, onClose } = props;
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const send = useSend(() =>
    asked === 'cancel'
      ? ask(CANCEL, { id, reason }).then(({ cancelTransfer }) => cancelTransfer)
      : ask(CLOSE_SHORT, { id, reason }).then(({ closeTransferShort }) => closeTransferShort),
  );
  const refusals = byField(send.refusals, (field) => field === 'reason');
  const errorOf = useFieldError(refusals);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    await transferChanged();
    if (answer) onClose();
  };
  const rest = refusals.get('');
  const words = {
    cancel: {
      title: t`Cancel the transfer`,
      about: t`What is on its way goes back to where it came from.`,
    },
    close: {
      title: t`Close short`,
      about: t`What is still missing will not come. Once a second person approves it, it is written off.`,
    },
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={words[asked].title}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <p>{words[asked].about}</p>
        <TextInput
          data-autofocus
          label={t`Reason`}
          required
          value={reason}
          error={errorOf('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
        <Button mt="md" type="submit" loading={send.sending.state === 'sending'}>
          {words[asked].title}
        </Button>
      </form>
    </Modal>
  );
}
