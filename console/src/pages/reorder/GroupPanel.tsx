import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/InlineInput.css';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { ask } from '../../api/api';
import { useFormat } from '../../format';
import { useDecimal } from '../../forms/decimal';
import { useFieldError } from '../../forms/LineFields';
import { Outcome } from '../../forms/Outcome';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Panel } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { useMe } from '../../session/session';
import { ordersChanged } from '../order/order';
import { CREATE_ORDER } from '../order/queries';
import type { Changes } from './changes';
import { keyOf, type Group } from './reorder';
import { WhySoMuch } from './WhySoMuch';
import classes from './GroupPanel.module.css';

const LINE = /^lines\[\d+\]\.(quantity|amount|unit|productId)$/;

/** What one supplier is asked for: how much of each can be changed, or left out, before it is ordered. */
export function GroupPanel({ group, changes }: { group: Group; changes: Changes }) {
  const { t } = useLingui();
  const format = useFormat();
  const decimal = useDecimal();
  const { may } = useMe();
  const navigate = useNavigate();
  const { supplier, location, suggestions } = group;
  const { typed, left } = changes;
  const chosen = suggestions.filter((each) => !left.has(keyOf(each)));
  const amountOf = (key: string, units: number) => typed[key] ?? String(units);
  const send = useSend((draft: boolean, idempotencyKey) =>
    ask(CREATE_ORDER, {
      input: {
        ...{ supplierId: supplier!.id, locationId: location.id, draft, idempotencyKey },
        lines: chosen.map((each) => ({
          ...{ productId: each.product.id, unit: each.unit },
          amount: decimal(amountOf(keyOf(each), each.suggestedUnits)),
        })),
      },
    }),
  );
  const refusals = byField(send.refusals, (field) => LINE.test(field));
  const errorOf = useFieldError(refusals);
  /** Whether it is to be a draft: what is sent again is the same. */
  const [isDraft, setDraft] = useState(false);
  const order = async (draft: boolean) => {
    setDraft(draft);
    const answer = await send.submit(draft);
    if (!answer) return;
    // On the way to the order, only what was changed for others is asked about.
    flushSync(() => changes.clear(suggestions.map(keyOf)));
    await ordersChanged();
    await navigate({ to: '/orders/$id', params: { id: answer.createPurchaseOrder.id } });
  };
  const { state } = send.sending;
  const isFixed = state === 'sending' || state === 'unanswered';
  const rest = refusals.get('');
  const canOrder = supplier !== null && may('createPurchaseOrder');
  return (
    <Panel
      icon="order"
      title={
        supplier ? (
          <Trans>
            <bdi>{supplier.name}</bdi> to <bdi>{location.name}</bdi>
          </Trans>
        ) : (
          <Trans>
            No supplier sells it, to <bdi>{location.name}</bdi>
          </Trans>
        )
      }
      count={format.number(suggestions.length)}
    >
      <ul className={classes.lines}>
        {suggestions.map((each) => {
          const key = keyOf(each);
          const at = chosen.indexOf(each);
          const fields = ['quantity', 'amount', 'unit', 'productId'];
          return (
            <li key={key}>
              {canOrder && (
                <Checkbox
                  aria-label={t`Order ${each.product.name}`}
                  checked={!left.has(key)}
                  disabled={isFixed}
                  onChange={() => changes.toggle(key)}
                />
              )}
              <div className={classes.what}>
                <Link to="/products/$id" params={{ id: each.product.id }}>
                  <Typed>{each.product.name}</Typed>
                </Link>
                <small>
                  <Code>{each.product.sku}</Code>
                </small>
              </div>
              <WhySoMuch suggestion={each} />
              {canOrder ? (
                <TextInput
                  className={classes.amount}
                  label={t`Order, in ${each.unit}`}
                  inputMode="decimal"
                  disabled={isFixed || left.has(key)}
                  value={amountOf(key, each.suggestedUnits)}
                  error={at >= 0 && errorOf(...fields.map((field) => `lines[${at}].${field}`))}
                  onChange={(event) => changes.type(key, event.currentTarget.value)}
                />
              ) : (
                <strong className={classes.amount}>
                  {format.number(each.suggestedUnits)} {each.unit}
                </strong>
              )}
            </li>
          );
        })}
      </ul>
      <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
      {canOrder && (
        <div className={classes.buttons}>
          <Button
            disabled={chosen.length === 0}
            loading={state === 'sending'}
            onClick={() => void order(state === 'unanswered' && isDraft)}
          >
            {state === 'unanswered' ? (
              <Trans>Send again (it is written once)</Trans>
            ) : (
              <Trans>Order</Trans>
            )}
          </Button>
          {state !== 'unanswered' && (
            <Button
              variant="default"
              disabled={chosen.length === 0 || state === 'sending'}
              onClick={() => void order(true)}
            >
              <Trans>Save as a draft</Trans>
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}
