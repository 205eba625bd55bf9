import '@mantine/core/styles/Input.css';
import { Button, NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { LineFields, useFieldError } from '../../forms/LineFields';
import { withPicked, type Line } from '../../forms/lines';
import { useDecimal } from '../../forms/decimal';
import { Goods } from '../../forms/Goods';
import { Available } from '../../forms/Available';
import { Outcome } from '../../forms/Outcome';
import { PlacesFailed } from '../../forms/PlacesFailed';
import { usePlaces } from '../../forms/places';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Page } from '../../shell/Page';
import { transferChanged } from '../transfers/transfers';
import { REQUEST } from './queries';
import classes from '../../forms/Goods.module.css';

const FIELD =
  /^(fromLocationId|toLocationId|lines\[\d+\]\.(quantity|amount|unit|productId|batchId))$/;
const AMOUNT_FIELDS = ['quantity', 'amount', 'unit', 'productId'];

/** Goods to be moved from one place to another, by scan. */
export default function NewTransferPage() {
  const { t } = useLingui();
  const decimal = useDecimal();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/transfers/new' });
  const { places } = usePlaces();
  const from = search.from ?? places.find(({ kind }) => kind === 'WAREHOUSE')?.code;
  const to = search.to ?? places.find(({ kind }) => kind === 'STOREFRONT')?.code;
  const [lines, setLines] = useState<readonly Line[]>([]);
  const send = useSend((_: undefined, idempotencyKey) =>
    ask(REQUEST, {
      input: {
        ...{ fromLocationId: from ?? '', toLocationId: to ?? '', idempotencyKey },
        lines: lines.map(({ product, amount, unit }) => ({
          ...{ productId: product.id, amount: decimal(amount), unit },
        })),
      },
    }),
  );
  const refusals = byField(send.refusals, (field) => FIELD.test(field));
  const errorOf = useFieldError(refusals);
  const choose = (changed: { from?: string; to?: string }) =>
    void navigate({ to: '/transfers/new', search: { ...search, ...changed }, replace: true });
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    if (!answer) return;
    await transferChanged();
    const { id } = answer.requestTransfer;
    await navigate({ to: '/transfers/$id', params: { id }, ignoreBlocker: true });
  };
  const { state } = send.sending;
  const isFixed = state === 'sending' || state === 'unanswered';
  const rest = refusals.get('');
  const options = places.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <Page title={t`New transfer`}>
      <PlacesFailed />
      <AskBeforeLeaving isTyped={lines.length > 0} />
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <fieldset disabled={isFixed} className={classes.head}>
          <NativeSelect
            label={t`From`}
            value={from ?? ''}
            error={errorOf('fromLocationId')}
            data={options}
            onChange={(event) => choose({ from: event.currentTarget.value })}
          />
          <NativeSelect
            label={t`To`}
            value={to ?? ''}
            error={errorOf('toLocationId')}
            data={options}
            onChange={(event) => choose({ to: event.currentTarget.value })}
          />
        </fieldset>
        <Goods
          {...{ title: t`Goods`, icon: 'transfer', count: lines.length, isFixed }}
          empty={{ title: t`Nothing is listed`, text: t`Scan what is to be moved.` }}
          onPick={(picked) => setLines((before) => withPicked(before, picked, {}))}
        >
          {lines.map((line, at) => (
            <LineFields
              key={line.key}
              line={line}
              about={<Available line={line} place={from} />}
              amountError={errorOf(...AMOUNT_FIELDS.map((field) => `lines[${at}].${field}`))}
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
          <Button type="submit" size="md" loading={state === 'sending'}>
            {state === 'unanswered' ? (
              <Trans>Send again (it is written once)</Trans>
            ) : (
              <Trans>Request the transfer</Trans>
            )}
          </Button>
        )}
      </form>
    </Page>
  );
}
