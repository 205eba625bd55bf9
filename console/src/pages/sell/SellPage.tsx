import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ask } from '../../api/api';
import { useInCurrency } from '../../forms/currency';
import { useDecimal } from '../../forms/decimal';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { LineFields, useFieldError } from '../../forms/LineFields';
import { isTyped, withPicked, type Line } from '../../forms/lines';
import { Goods } from '../../forms/Goods';
import { Available } from '../../forms/Available';
import { Outcome } from '../../forms/Outcome';
import { PlacesFailed } from '../../forms/PlacesFailed';
import { usePlaces } from '../../forms/places';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { Page } from '../../shell/Page';
import { SELL } from './queries';
import { Sold } from './Sold';
import classes from '../../forms/Goods.module.css';

interface SaleLine extends Line {
  readonly price: string;
}

const EVERY_FIELD = /^lines\[\d+\]\.(quantity|amount|unit|unitPrice|productId)$/;

/** A basket, by scan. What it takes from which batch is said once it is sold. */
export default function SellPage() {
  const { t } = useLingui();
  const decimal = useDecimal();
  const inCurrency = useInCurrency();
  const navigate = useNavigate();
  const { place: chosen, product: first } = useSearch({ from: '/shell/sell' });
  const shops = usePlaces().places.filter(({ kind }) => kind !== 'QUARANTINE');
  const place = chosen ?? shops.find(({ kind }) => kind === 'STOREFRONT')?.code ?? shops[0]?.code;
  const [lines, setLines] = useState<readonly SaleLine[]>([]);
  const [number, setNumber] = useState('');
  const [sold, setSold] = useState<Awaited<ReturnType<typeof send.submit>>>();
  const send = useSend((_: undefined, idempotencyKey) =>
    ask(SELL, {
      input: {
        ...{ locationId: place!, idempotencyKey },
        ...(number.trim() && { receiptNumber: number.trim() }),
        lines: lines.map(({ product, amount, unit, price }) => ({
          ...{ productId: product.id, amount: decimal(amount), unit },
          ...(price.trim() && { unitPrice: decimal(price) }),
        })),
      },
    }),
  );
  const refusals = byField(send.refusals, (field) => EVERY_FIELD.test(field));
  const errorOf = useFieldError(refusals);
  const change = (key: string, changed: Partial<SaleLine>) =>
    setLines((now) => now.map((line) => (line.key === key ? { ...line, ...changed } : line)));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send.submit(undefined);
    if (!answer) return;
    setSold(answer);
    setLines([]);
    setNumber('');
  };
  const isFixed = /sending|unanswered/.test(send.sending.state);
  const rest = refusals.get('');
  return (
    <Page title={t`Sell`}>
      <AskBeforeLeaving isTyped={isTyped(lines, first, number)} />
      <PlacesFailed />
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <fieldset disabled={isFixed} className={classes.head}>
          <NativeSelect
            label={t`From`}
            value={place ?? ''}
            data={shops.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ to: '/sell', search: { place: value }, replace: true })
            }
          />
          <TextInput
            label={t`Receipt number`}
            data-takes-codes
            placeholder={t`assigned automatically`}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
        </fieldset>
        <Goods
          {...{ title: t`Basket`, icon: 'sell', count: lines.length, isFixed, first }}
          empty={
            sold ? undefined : { title: t`Nothing is in the basket`, text: t`Scan what is sold.` }
          }
          onPick={(picked) => {
            setSold(undefined);
            setLines((before) => withPicked(before, picked, { price: '' }));
          }}
        >
          {lines.map((line, at) => (
            <LineFields
              key={line.key}
              line={line}
              about={<Available line={line} place={place} />}
              amountError={errorOf(
                ...['quantity', 'amount', 'unit', 'productId'].map((f) => `lines[${at}].${f}`),
              )}
              change={(changed) => change(line.key, changed)}
              remove={() => {
                send.forget(); // the refusals count the lines as they were
                setLines((now) => now.filter(({ key }) => key !== line.key));
              }}
              columns="9rem"
            >
              <TextInput
                label={inCurrency(t`Price per ${line.product.baseUnit}`)}
                inputMode="decimal"
                value={line.price}
                error={errorOf(`lines[${at}].unitPrice`)}
                onChange={(event) => change(line.key, { price: event.currentTarget.value })}
              />
            </LineFields>
          ))}
        </Goods>
        <Outcome sending={send.sending} rest={rest ? [rest] : []} onForget={send.forget} />
        {lines.length > 0 && (
          <Button type="submit" size="md" loading={send.sending.state === 'sending'}>
            {send.sending.state === 'unanswered' ? (
              <Trans>Send again (it is written once)</Trans>
            ) : (
              <Trans>Sell</Trans>
            )}
          </Button>
        )}
      </form>
      {sold && <Sold sale={sold.recordSale} />}
    </Page>
  );
}
