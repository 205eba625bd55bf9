import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { useDecimal } from '../../forms/decimal';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { useFieldError } from '../../forms/LineFields';
import { Goods } from '../../forms/Goods';
import { Outcome } from '../../forms/Outcome';
import { isTyped } from '../../forms/lines';
import { PlacesFailed } from '../../forms/PlacesFailed';
import { usePlaces } from '../../forms/places';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Code } from '../../parts/Text';
import { Page } from '../../shell/Page';
import { openNow, ordersChanged, type Order } from '../order/order';
import { inputOf, linesOf, withScanned } from './delivery';
import { Head } from './Head';
import { RECEIVE } from './queries';
import { Received } from './Received';
import { ReceivedLine, type ReceiptLine } from './ReceivedLine';
import classes from '../../forms/Goods.module.css';

const LINE_FIELD =
  /^lines\[\d+\]\.(quantity|amount|unit|unitCost|productId|batchNumber|expiryDate|acceptExpired|purchaseOrderLineId)$/;
const HEAD_FIELDS = ['reference', 'supplierId'];

/** A delivery, line by line by scan: a GS1 code fills in the lot and the expiry date. */
export function Delivery(props: {
  order?: Order;
  place: string | undefined;
  /** The code of what is in the first line. */
  first?: string | undefined;
}) {
  const { order, place: chosen, first } = props;
  const { t } = useLingui();
  const decimal = useDecimal();
  const { places } = usePlaces();
  const place = chosen ?? places.find(({ kind }) => kind === 'WAREHOUSE')?.code ?? places[0]?.code;
  const [lines, setLines] = useState<readonly ReceiptLine[]>(() => linesOf(order));
  const [supplier, setSupplier] = useState('');
  const [reference, setReference] = useState('');
  const [received, setReceived] = useState<Awaited<ReturnType<typeof send.submit>>>();
  const send = useSend((_: undefined, idempotencyKey) =>
    ask(RECEIVE, {
      input: {
        ...{ locationId: place!, idempotencyKey, lines: inputOf(lines, decimal) },
        ...(order && { purchaseOrderId: order.id }),
        ...(!order && supplier && { supplierId: supplier }),
        ...(reference.trim() && { reference: reference.trim() }),
      },
    }),
  );
  const refusals = byField(
    send.refusals,
    (field) => LINE_FIELD.test(field) || HEAD_FIELDS.includes(field),
  );
  const errorOf = useFieldError(refusals);
  const change = (key: string, changed: Partial<ReceiptLine>) =>
    setLines((now) =>
      now.map((line) => (line.key === key ? { ...line, ...changed, isExpected: false } : line)),
    );
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    if (!answer) return;
    setReceived(answer);
    setLines([]);
    setReference('');
    if (!order) return;
    await ordersChanged();
    setLines(linesOf(openNow(order.id))); // what is still to come
  };
  const isFixed = send.sending.state === 'sending' || send.sending.state === 'unanswered';
  const rest = refusals.get('');
  return (
    <Page
      title={t`Receive`}
      about={
        order && (
          <Trans>
            order{' '}
            <Link to="/orders/$id" params={{ id: order.id }}>
              <Code>{order.orderNumber}</Code>
            </Link>{' '}
            of <bdi>{order.supplier.name}</bdi>, at <bdi>{order.location.name}</bdi>
          </Trans>
        )
      }
    >
      <AskBeforeLeaving
        isTyped={isTyped(
          lines.filter((line) => !line.isExpected),
          first,
          reference,
        )}
      />
      <PlacesFailed />
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <fieldset disabled={isFixed} className={classes.head}>
          <Head
            {...{ order, place, places, supplier, reference, errorOf }}
            onSupplier={setSupplier}
            onReference={setReference}
          />
        </fieldset>
        <Goods
          {...{ title: t`Delivery`, icon: 'receive', count: lines.length, isFixed, first }}
          empty={
            received ? undefined : { title: t`Nothing is listed`, text: t`Scan what has come.` }
          }
          onPick={(picked) => {
            setReceived(undefined);
            setLines((before) => withScanned(before, picked));
          }}
        >
          {lines.map((line, at) => (
            <ReceivedLine
              key={line.key}
              line={line}
              errorOf={(...fields) => errorOf(...fields.map((f) => `lines[${at}].${f}`))}
              isExpired={refusals.get(`lines[${at}].expiryDate`)?.code === 'EXPIRY_BEFORE_RECEIPT'}
              change={(changed) => change(line.key, changed)}
              remove={() => {
                send.forget(); // the refusals count the lines as they were
                setLines((now) => now.filter(({ key }) => key !== line.key));
              }}
            />
          ))}
        </Goods>
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
