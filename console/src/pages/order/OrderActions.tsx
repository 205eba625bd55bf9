import '@mantine/core/styles/Input.css';
import { Button, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { useFieldError } from '../../forms/LineFields';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Dialog } from '../../parts/Dialog';
import { useMe } from '../../session/session';
import { ordersChanged, type Order } from './order';
import { CANCEL, CLOSE, EXPECT, PLACE } from './queries';

type Action = 'place' | 'expect' | 'close' | 'cancel';

function sendAction(action: Action, id: string, reason: string, day: string): Promise<unknown> {
  if (action === 'place') return ask(PLACE, { id });
  if (action === 'expect') return ask(EXPECT, { id, day: day || null });
  if (action === 'close') return ask(CLOSE, { id, reason });
  return ask(CANCEL, { id, reason });
}

/** What can be done with an order in its status. */
export function OrderActions({ order }: { order: Order }) {
  const { t } = useLingui();
  const { may } = useMe();
  const [open, setOpen] = useState<Action>();
  const { status } = order;
  const isOpen = status === 'ORDERED' || status === 'PARTIALLY_RECEIVED';
  const actions = [
    { action: 'place', name: t`Place it`, is: status === 'DRAFT' && may('placePurchaseOrder') },
    { action: 'expect', name: t`Change the day`, is: isOpen && may('expectPurchaseOrder') },
    {
      action: 'close',
      name: t`Close short`,
      is: status === 'PARTIALLY_RECEIVED' && may('closePurchaseOrderShort'),
    },
    {
      action: 'cancel',
      name: t`Cancel it`,
      is: (status === 'DRAFT' || status === 'ORDERED') && may('cancelPurchaseOrder'),
    },
  ] as const;
  return (
    <>
      {actions
        .filter(({ is }) => is)
        .map(({ action, name }) => (
          <Button
            key={action}
            variant={action === 'place' ? 'filled' : 'default'}
            onClick={() => setOpen(action)}
          >
            {name}
          </Button>
        ))}
      {open && <ActionDialog order={order} action={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function ActionDialog(props: { order: Order; action: Action; onClose: () => void }) {
  const { order, action, onClose } = props;
  const { t } = useLingui();
  const { orderNumber } = order;
  const [reason, setReason] = useState('');
  const [day, setDay] = useState(order.expectedOn ?? '');
  // Each of these can be done once: sent again after a lost answer, it is refused in words.
  const send = useSend(() => sendAction(action, order.id, reason, day));
  const refusals = byField(send.refusals, (field) => ['reason', 'expectedOn'].includes(field));
  const errorOf = useFieldError(refusals);
  const says = {
    place: [
      t`Place order ${orderNumber}`,
      t`From then on its goods are on order.`,
      t`Place the order`,
    ],
    expect: [
      t`Expected day of ${orderNumber}`,
      t`Late is what has not come by then.`,
      t`Set the day`,
    ],
    close: [t`Close ${orderNumber} short`, t`Nothing more of it is expected.`, t`Close the order`],
    cancel: [
      t`Cancel ${orderNumber}`,
      t`Nothing of it has come, and nothing will.`,
      t`Cancel the order`,
    ],
  } satisfies Record<Action, string[]>;
  const [title, text, button] = says[action] as [string, string, string];
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    await ordersChanged();
    if (answer) onClose();
  };
  const rest = refusals.get('');
  return (
    <Dialog isForm title={title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p style={{ marginTop: 0 }}>{text}</p>
        {action === 'expect' && (
          <TextInput
            type="date"
            label={t`Expected`}
            value={day}
            error={errorOf('expectedOn')}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        )}
        {(action === 'close' || action === 'cancel') && (
          <TextInput
            label={t`Reason`}
            required
            value={reason}
            error={errorOf('reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
        <Button mt="md" type="submit" loading={send.sending.state === 'sending'}>
          {button}
        </Button>
      </form>
    </Dialog>
  );
}
