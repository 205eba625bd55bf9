import '@mantine/core/styles/Input.css';
import { Button, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { useFieldError } from '../../forms/LineFields';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Dialog } from '../../parts/Dialog';
import { useMe } from '../../session/session';
import type { Lot } from './lot';
import { CORRECT_EXPIRY, QUARANTINE, RECALL, RELEASE } from './queries';

type Action = 'recall' | 'quarantine' | 'release' | 'expiry';

/** Sends what was decided. */
function sendAction(action: Action, lot: Lot, reason: string, day: string): Promise<unknown> {
  const { id, version } = lot;
  if (action === 'recall') return ask(RECALL, { id, reason });
  if (action === 'quarantine') return ask(QUARANTINE, { id, reason });
  if (action === 'release') return ask(RELEASE, { id, reason });
  return ask(CORRECT_EXPIRY, { id, day: day || null, reason, version });
}

/** What a manager does with a lot: each with a reason. */
export function LotActions({ lot }: { lot: Lot }) {
  const { may } = useMe();
  const [open, setOpen] = useState<Action>();
  const { status } = lot;
  const isHeld = status === 'QUARANTINED' || status === 'RECALLED';
  return (
    <>
      {status !== 'RECALLED' && may('recallLot') && (
        <Button color="red.9" onClick={() => setOpen('recall')}>
          <Trans>Recall</Trans>
        </Button>
      )}
      {!isHeld && may('quarantineLot') && (
        <Button variant="default" onClick={() => setOpen('quarantine')}>
          <Trans>Quarantine</Trans>
        </Button>
      )}
      {isHeld && may('releaseLot') && (
        <Button variant="default" onClick={() => setOpen('release')}>
          <Trans>Release</Trans>
        </Button>
      )}
      {may('correctLotExpiry') && (
        <Button variant="default" onClick={() => setOpen('expiry')}>
          <Trans>Correct the expiry</Trans>
        </Button>
      )}
      {open && <ActionDialog lot={lot} action={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function ActionDialog(props: { lot: Lot; action: Action; onClose: () => void }) {
  const { lot, action, onClose } = props;
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const [day, setDay] = useState(lot.expiryDate ?? '');
  const { lotNumber } = lot;
  // Each of these can be done once: sent again after a lost answer, it is refused in words.
  const send = useSend(() => sendAction(action, lot, reason, day));
  const refusals = byField(send.refusals, (field) => ['reason', 'expiryDate'].includes(field));
  const errorOf = useFieldError(refusals);
  const says = {
    recall: [
      t`Recall lot ${lotNumber}`,
      t`Recall it`,
      t`Nothing of it can be sold, moved or reserved any more, at every place. This page shows who was sold some of it.`,
    ],
    quarantine: [
      t`Quarantine lot ${lotNumber}`,
      t`Quarantine it`,
      t`Nothing of it can be sold, moved or reserved until it is released.`,
    ],
    release: [
      t`Release lot ${lotNumber}`,
      t`Release it`,
      t`It can be sold again, unless it has expired.`,
    ],
    expiry: [
      t`Expiry of lot ${lotNumber}`,
      t`Correct the date`,
      t`It holds for all its batches. What can be sold and in which order follows at once.`,
    ],
  } satisfies Record<Action, string[]>;
  const [title, button, text] = says[action] as [string, string, string];
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    await queryClient.invalidateQueries({ predicate: ({ meta }) => meta?.follows === 'stock' });
    if (answer) onClose();
  };
  const rest = refusals.get('');
  return (
    <Dialog isForm title={title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p style={{ marginTop: 0 }}>{text}</p>
        {action === 'expiry' && (
          <TextInput
            type="date"
            mb="sm"
            label={t`Last day of sale; empty: it does not expire`}
            value={day}
            error={errorOf('expiryDate')}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t`Reason`}
          required
          value={reason}
          error={errorOf('reason')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
        <Button
          mt="md"
          type="submit"
          color={action === 'recall' ? 'red.9' : undefined}
          loading={send.sending.state === 'sending'}
        >
          {button}
        </Button>
      </form>
    </Dialog>
  );
}
