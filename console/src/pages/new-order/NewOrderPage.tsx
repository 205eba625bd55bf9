import '@mantine/core/styles/Input.css';
import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { useDecimal } from '../../forms/decimal';
import { useFieldError } from '../../forms/LineFields';
import { isTyped, withPicked } from '../../forms/lines';
import { Goods } from '../../forms/Goods';
import { Outcome } from '../../forms/Outcome';
import { PlacesFailed } from '../../forms/PlacesFailed';
import { usePlaces } from '../../forms/places';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Page } from '../../shell/Page';
import { ordersChanged } from '../order/order';
import { CREATE_ORDER } from '../order/queries';
import { Head } from './Head';
import { inputOf, type NewOrderLine } from './new-order';
import { OrderLine } from './OrderLine';
import classes from '../../forms/Goods.module.css';

const FIELD =
  /^(supplierId|locationId|expectedOn|lines\[\d+\]\.(quantity|amount|unit|productId|unitCost))$/;

/** An order of what a person chooses, by scan; what the figures suggest is under "What to order". */
export default function NewOrderPage() {
  const { t } = useLingui();
  const decimal = useDecimal();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/orders/new' });
  const { places } = usePlaces();
  const { supplier, product } = search;
  const place =
    search.place ?? places.find(({ kind }) => kind === 'WAREHOUSE')?.code ?? places[0]?.code;
  const [expected, setExpected] = useState<string>();
  const [lines, setLines] = useState<readonly NewOrderLine[]>([]);
  /** Whether it is to be a draft: what is sent again is the same. */
  const [isDraft, setDraft] = useState(false);
  const send = useSend((draft: boolean, idempotencyKey) =>
    ask(CREATE_ORDER, {
      input: {
        ...{ supplierId: supplier ?? '', locationId: place ?? '', draft, idempotencyKey },
        ...(expected && { expectedOn: expected }),
        lines: inputOf(lines, decimal),
      },
    }),
  );
  const refusals = byField(send.refusals, (field) => FIELD.test(field));
  const errorOf = useFieldError(refusals);
  const { state } = send.sending;
  const isUnanswered = state === 'unanswered';
  const isFixed = state === 'sending' || isUnanswered;
  const rest = refusals.get('');
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as unknown as { submitter: HTMLButtonElement | null };
    const draft = isUnanswered ? isDraft : submitter?.value === 'draft';
    setDraft(draft);
    const answer = await send.submit(draft);
    if (!answer) return;
    await ordersChanged();
    const { id } = answer.createPurchaseOrder;
    await navigate({ to: '/orders/$id', params: { id }, ignoreBlocker: true });
  };
  return (
    <Page title={t`New order`}>
      <PlacesFailed />
      <AskBeforeLeaving isTyped={isTyped(lines, product, expected)} />
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <fieldset disabled={isFixed} className={classes.head}>
          <Head
            {...{ supplier, place, places, expected, errorOf }}
            onExpected={setExpected}
            choose={(changed) =>
              void navigate({ to: '/orders/new', search: { ...search, ...changed }, replace: true })
            }
          />
        </fieldset>
        <Goods
          {...{ title: t`Goods`, icon: 'order', count: lines.length, isFixed }}
          first={product}
          empty={{ title: t`Nothing is listed`, text: t`Scan what is to be ordered.` }}
          onPick={(picked) => setLines((before) => withPicked(before, picked, { cost: '' }))}
        >
          {lines.map((line, at) => (
            <OrderLine
              key={line.key}
              {...{ line, place }}
              errorOf={(...fields) => errorOf(...fields.map((field) => `lines[${at}].${field}`))}
              change={(changed) =>
                setLines((now) =>
                  now.map((each) => (each.key === line.key ? { ...each, ...changed } : each)),
                )
              }
              remove={() => {
                send.forget(); // the refusals count the lines as they were
                setLines((now) => now.filter((each) => each.key !== line.key));
              }}
            />
          ))}
        </Goods>
        <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
        {lines.length > 0 && (
          <div className={classes.buttons}>
            <Button type="submit" size="md" loading={state === 'sending'}>
              {isUnanswered ? <Trans>Send again (it is written once)</Trans> : <Trans>Order</Trans>}
            </Button>
            {!isUnanswered && (
              <Button
                type="submit"
                size="md"
                variant="default"
                value="draft"
                disabled={state === 'sending'}
              >
                <Trans>Save as a draft</Trans>
              </Button>
            )}
          </div>
        )}
      </form>
    </Page>
  );
}
