import '@mantine/core/styles/Input.css';
import { Button, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { useFieldError } from '../../forms/LineFields';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Dialog } from '../../parts/Dialog';
import { VOID } from './queries';
import { saleChanged, type Sale } from './sale';

/** Voids a sale: everything that has not come back returns to the batches that it was taken from. */
export default function VoidDialog({ sale, onClose }: { sale: Sale; onClose: () => void }) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  // Voiding again what is voided changes nothing and is refused in words, so it needs no key.
  const send = useSend(() => ask(VOID, { id: sale.id, reason }));
  const refusals = byField(send.refusals, (field) => field === 'reason');
  const errorOf = useFieldError(refusals);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    await saleChanged();
    if (answer) onClose();
  };
  const rest = refusals.get('');
  return (
    <Dialog isForm onClose={onClose} title={t`Void ${sale.receiptNumber}`}>
      <form onSubmit={(event) => void submit(event)}>
        <p>
          <Trans>
            The sale is cancelled as a whole: what it took goes back to the batches it came from.
          </Trans>
        </p>
        <TextInput
          label={t`Reason`}
          required
          value={reason}
          error={errorOf('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
        <Button mt="md" type="submit" loading={send.sending.state === 'sending'}>
          <Trans>Void the sale</Trans>
        </Button>
      </form>
    </Dialog>
  );
}
