import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { query } from '../../api/query';
import { useFormat } from '../../format';
import { useDecimal } from '../../forms/decimal';
import { useFieldError } from '../../forms/LineFields';
import { withPicked } from '../../forms/lines';
import { Outcome } from '../../forms/Outcome';
import { usePlaces } from '../../forms/places';
import { ProductPicker } from '../../forms/ProductPicker';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Panel } from '../../parts/Panel';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { RECEIVE, SUPPLIERS } from './queries';
import { Received } from './Received';
import { ReceivedLine, type ReceiptLine } from './ReceivedLine';
import classes from '../sell/SellPage.module.css';

const LINE_FIELD =
  /^lines\[\d+\]\.(quantity|amount|unit|unitCost|productId|batchNumber|expiryDate|acceptExpired)$/;

const suppliersQuery = query('suppliers', SUPPLIERS, {});

/** A delivery, line by line by scan: a GS1 code fills in the lot and the expiry date. */
export default function ReceivePage() {
  const { t } = useLingui();
  const format = useFormat();
  const decimal = useDecimal();
  const navigate = useNavigate();
  const { place: chosen, product: first } = useSearch({ from: '/shell/receive' });
  const { places } = usePlaces();
  const suppliers = useQuery(suppliersQuery).data?.suppliers.filter(({ active }) => active) ?? [];
  const place = chosen ?? places.find(({ kind }) => kind === 'WAREHOUSE')?.code ?? places[0]?.code;
  const [lines, setLines] = useState<readonly ReceiptLine[]>([]);
  const [supplierId, setSupplier] = useState('');
  const [reference, setReference] = useState('');
  const [received, setReceived] = useState<Awaited<ReturnType<typeof send.submit>>>();
  const send = useSend((_: undefined, idempotencyKey) =>
    ask(RECEIVE, {
      input: {
        ...{ locationId: place!, idempotencyKey },
        ...(supplierId && { supplierId }),
        ...(reference.trim() && { reference: reference.trim() }),
        lines: lines.map(({ product, amount, unit, lot, expiry, cost, acceptExpired }) => ({
          ...{ productId: product.id, amount: decimal(amount), unit },
          ...(lot.trim() && { batchNumber: lot.trim() }),
          ...(expiry && { expiryDate: expiry }),
          ...(cost.trim() && { unitCost: decimal(cost) }),
          ...(acceptExpired && { acceptExpired }),
        })),
      },
    }),
  );
  const refusals = byField(
    send.refusals,
    (field) => LINE_FIELD.test(field) || field === 'reference' || field === 'supplierId',
  );
  const errorOf = useFieldError(refusals);
  const change = (key: string, changed: Partial<ReceiptLine>) =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...changed } : line)));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    if (!answer) return;
    setReceived(answer);
    setLines([]);
    setReference('');
  };
  const isFixed = send.sending.state === 'sending' || send.sending.state === 'unanswered';
  const rest = refusals.get('');
  return (
    <Page title={t`Receive`}>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <fieldset disabled={isFixed} className={classes.head}>
          <NativeSelect
            label={t`At`}
            value={place ?? ''}
            data={places.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ to: '/receive', search: { place: value }, replace: true })
            }
          />
          <NativeSelect
            label={t`Supplier`}
            value={supplierId}
            error={errorOf('supplierId')}
            data={[
              { value: '', label: t`no supplier` },
              ...suppliers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => setSupplier(event.currentTarget.value)}
          />
          <TextInput
            label={t`Delivery note`}
            value={reference}
            error={errorOf('reference')}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
        </fieldset>
        <Panel
          title={t`Delivery`}
          icon="receive"
          count={lines.length > 0 && format.number(lines.length)}
        >
          <div className={classes.picker}>
            <ProductPicker
              disabled={isFixed}
              first={first}
              onPick={(picked) => {
                const lot = picked.lotNumber ?? '';
                const expiry = picked.expiryDate ?? '';
                const more = { lot, expiry, cost: '', acceptExpired: false };
                setReceived(undefined);
                setLines((before) =>
                  withPicked(
                    before,
                    picked,
                    more,
                    (line) => line.lot === lot && line.expiry === expiry,
                  ),
                );
              }}
            />
          </div>
          {lines.length === 0 && !received && (
            <Notice icon="receive" title={t`Nothing is listed`} text={t`Scan what has come.`} />
          )}
          <fieldset disabled={isFixed} className={classes.lines}>
            <ul>
              {lines.map((line, at) => (
                <ReceivedLine
                  key={line.key}
                  line={line}
                  errorOf={(...fields) => errorOf(...fields.map((f) => `lines[${at}].${f}`))}
                  change={(changed) => change(line.key, changed)}
                  remove={() => setLines(lines.filter(({ key }) => key !== line.key))}
                />
              ))}
            </ul>
          </fieldset>
        </Panel>
        <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
        {lines.length > 0 && (
          <Button type="submit" size="md" loading={send.sending.state === 'sending'}>
            {send.sending.state === 'unanswered' ? (
              <Trans>Send again (it is written once)</Trans>
            ) : (
              <Trans>Receive goods</Trans>
            )}
          </Button>
        )}
      </form>
      {received && <Received receipt={received.receiveStock} />}
    </Page>
  );
}
