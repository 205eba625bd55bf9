import '@mantine/core/styles/Input.css';
import '../../parts/modal';
import { Button, Modal, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { useState, type SubmitEvent } from 'react';
import { useFieldError } from '../../forms/LineFields';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import type { Item } from './approvals';
import { approve, decided, reject } from './decide';

/** What wants a reason. */
export interface Asked {
  readonly item: Item;
  readonly what: 'approve' | 'reject';
}

/** Rejects what was asked for, or posts a count, with a reason that is kept with it. */
export default function ReasonDialog(props: Asked & { onClose: () => void }) {
  const { item, what, onClose } = props;
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const send = useSend(() => (what === 'reject' ? reject(item, reason) : approve(item, reason)));
  const title = what === 'reject' ? t`Reject` : t`Approve`;
  const refusals = byField(send.refusals, (field) => field === 'reason');
  const errorOf = useFieldError(refusals);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    await decided();
    if (answer) onClose();
  };
  const rest = refusals.get('');
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={title}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form onSubmit={(event) => void submit(event)}>
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
          {title}
        </Button>
      </form>
    </Modal>
  );
}
