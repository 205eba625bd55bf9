import '@mantine/core/styles/Input.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { useFormat } from '../../format';
import { useFieldError } from '../../forms/LineFields';
import { useDecimal } from '../../forms/decimal';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Dialog } from '../../parts/Dialog';
import { Typed } from '../../parts/Text';
import { DISPOSITIONS, useDispositions } from './dispositions';
import { REFUND } from './queries';
import { saleChanged, type Sale } from './sale';
import classes from './RefundDialog.module.css';

interface Back {
  readonly amount: string;
  readonly disposition: (typeof DISPOSITIONS)[number];
}

/** Takes goods back: how much of each line, and as what. It can be no more than was sold and has not come back. */
export default function RefundDialog({ sale, onClose }: { sale: Sale; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const decimal = useDecimal();
  const dispositions = useDispositions();
  const [reason, setReason] = useState('');
  const [backs, setBacks] = useState<Readonly<Record<string, Back>>>({});
  const backOf = (id: string): Back => backs[id] ?? { amount: '', disposition: 'RESTOCK' };
  const change = (id: string, changed: Partial<Back>) =>
    setBacks({ ...backs, [id]: { ...backOf(id), ...changed } });
  const chosen = sale.lines.filter(({ id }) => backOf(id).amount.trim() !== '');
  const send = useSend((_: undefined, idempotencyKey) =>
    ask(REFUND, {
      input: {
        ...{ saleId: sale.id, reason, idempotencyKey },
        lines: chosen.map(({ id, product }) => ({
          ...{ saleLineId: id, amount: decimal(backOf(id).amount), unit: product.baseUnit },
          disposition: backOf(id).disposition,
        })),
      },
    }),
  );
  const refusals = byField(
    send.refusals,
    (field) => field === 'reason' || /^lines\[\d+\]\./.test(field),
  );
  const errorOf = useFieldError(refusals);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(await send.submit(undefined))) return;
    await saleChanged();
    onClose();
  };
  const { state } = send.sending;
  const rest = refusals.get('');
  return (
    <Dialog isForm size="lg" onClose={onClose} title={t`Refund of ${sale.receiptNumber}`}>
      <form onSubmit={(event) => void submit(event)}>
        <fieldset
          className={classes.fields}
          disabled={state === 'sending' || state === 'unanswered'}
        >
          {sale.lines.map((line) => {
            const at = chosen.indexOf(line);
            const { id, product, quantity, refundedQuantity } = line;
            const fields = ['quantity', 'amount', 'unit', 'saleLineId'];
            return (
              <div key={id} className={classes.line}>
                <div className={classes.what}>
                  <Typed lines={2}>{product.name}</Typed>
                  <small>
                    <Trans>
                      {format.number(quantity)} {product.baseUnit} sold,{' '}
                      {format.number(refundedQuantity)} back
                    </Trans>
                  </small>
                </div>
                <TextInput
                  w="8rem"
                  label={t`Back, in ${product.baseUnit}`}
                  inputMode="decimal"
                  value={backOf(id).amount}
                  error={at >= 0 && errorOf(...fields.map((field) => `lines[${at}].${field}`))}
                  onChange={(event) => change(id, { amount: event.currentTarget.value })}
                />
                <NativeSelect
                  w="11rem"
                  label={t`As`}
                  value={backOf(id).disposition}
                  error={at >= 0 && errorOf(`lines[${at}].disposition`)}
                  data={DISPOSITIONS.map((value) => ({ value, label: dispositions[value] }))}
                  onChange={(event) =>
                    change(id, { disposition: event.currentTarget.value as 'SCRAP' })
                  }
                />
              </div>
            );
          })}
          <TextInput
            label={t`Reason`}
            required
            value={reason}
            error={errorOf('reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </fieldset>
        <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
        <Button mt="md" type="submit" loading={state === 'sending'} disabled={chosen.length === 0}>
          {state === 'unanswered' ? (
            <Trans>Send again (it is written once)</Trans>
          ) : (
            <Trans>Refund</Trans>
          )}
        </Button>
      </form>
    </Dialog>
  );
}
