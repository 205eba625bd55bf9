import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { useFieldError } from '../../forms/LineFields';
import { useDecimal } from '../../forms/decimal';
import { Outcome } from '../../forms/Outcome';
import { ProductPicker, type Picked } from '../../forms/ProductPicker';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Panel } from '../../parts/Panel';
import { Typed } from '../../parts/Text';
import { transferChanged } from '../transfers/transfers';
import { ArrivalLine, type Came } from './ArrivalLine';
import { RECEIVE } from './queries';
import type { Transfer } from './transfer';
import classes from './TransferPage.module.css';

const FIELDS = ['quantity', 'amount', 'unit', 'transferLineId'];

/** One more of what was scanned, in the unit that its code is of; as before where it was typed in another unit. */
function oneMore(before: Came | undefined, { product, unit, quantity }: Picked): Came {
  const wanted = quantity === null ? unit : product.baseUnit;
  const { amount, unit: present } = before ?? { amount: '', unit: wanted };
  const count = amount.trim() === '' ? 0 : Number(amount);
  const isSame = count === 0 || present === wanted;
  if (!Number.isInteger(count) || !isSame) return { amount, unit: present };
  return { amount: String(count + (quantity ?? 1)), unit: wanted };
}

/** What has arrived: by scan, or as a figure of each line. What is left stays on its way. */
export function Arrival({ transfer }: { transfer: Transfer }) {
  const { t } = useLingui();
  const decimal = useDecimal();
  const [came, setCame] = useState<Readonly<Record<string, Came>>>({});
  const [foreign, setForeign] = useState<string>();
  const open = transfer.lines.filter(({ inTransitQuantity }) => inTransitQuantity > 0);
  const cameOf = ({ id, product }: (typeof open)[0]): Came =>
    came[id] ?? { amount: '', unit: product.baseUnit };
  const filled = open.filter((line) => cameOf(line).amount.trim() !== '');
  const send = useSend((_: undefined, key) =>
    ask(RECEIVE, {
      ...{ id: transfer.id, key },
      lines: filled.map((line) => ({
        transferLineId: line.id,
        ...{ amount: decimal(cameOf(line).amount), unit: cameOf(line).unit },
      })),
    }),
  );
  const refusals = byField(send.refusals, (field) => /^lines\[\d+\]\./.test(field));
  const errorOf = useFieldError(refusals);
  const onPick = (picked: Picked) => {
    const line = open.find(({ product }) => product.id === picked.product.id);
    setForeign(line ? undefined : picked.product.name);
    if (line) setCame((before) => ({ ...before, [line.id]: oneMore(before[line.id], picked) }));
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    await transferChanged();
    if (answer) setCame({});
  };
  const { state } = send.sending;
  const isFixed = state === 'sending' || state === 'unanswered';
  const rest = refusals.get('');
  return (
    <Panel icon="receive" title={t`What has arrived`}>
      <AskBeforeLeaving isTyped={filled.length > 0} />
      <form onSubmit={(event) => void submit(event)}>
        <div className={classes.picker}>
          <ProductPicker label={t`Scan what has arrived`} disabled={isFixed} onPick={onPick} />
          {foreign !== undefined && (
            <p role="alert">
              <Trans>
                Nothing of <Typed>{foreign}</Typed> is on its way in this transfer.
              </Trans>
            </p>
          )}
        </div>
        <fieldset disabled={isFixed} className={classes.arrival}>
          {open.map((line) => {
            const at = filled.indexOf(line);
            return (
              <ArrivalLine
                key={line.id}
                line={line}
                came={cameOf(line)}
                error={
                  at < 0 ? undefined : errorOf(...FIELDS.map((field) => `lines[${at}].${field}`))
                }
                change={(changed) =>
                  setCame({ ...came, [line.id]: { ...cameOf(line), ...changed } })
                }
              />
            );
          })}
        </fieldset>
        <div className={classes.foot}>
          <Button type="submit" loading={state === 'sending'} disabled={filled.length === 0}>
            {state === 'unanswered' ? (
              <Trans>Send again (it is written once)</Trans>
            ) : (
              <Trans>Record the arrival</Trans>
            )}
          </Button>
        </div>
        <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
      </form>
    </Panel>
  );
}
