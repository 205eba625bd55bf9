import '@mantine/core/styles/Input.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ResultOf } from '@bincard/client';
import { useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { useDecimal } from '../../forms/decimal';
import { FormDialog } from '../../forms/FormDialog';
import { useFieldError } from '../../forms/LineFields';
import { unitsOf } from '../../forms/lines';
import { usePlaces } from '../../forms/places';
import { byField } from '../../forms/refusals';
import { useSend } from '../../forms/send';
import { useCauses } from '../approvals/kinds';
import { AdjustmentAsked } from './AdjustmentAsked';
import { REQUEST_ADJUSTMENT } from './adjust-queries';
import type { Product } from './product';
import { useLotChoices } from './lot-choices';

export interface ToAdjust {
  readonly product: Pick<Product, 'id' | 'name' | 'baseUnit' | 'units'>;
  /** The code of the place that is looked at. */
  readonly place?: string | undefined;
  /** The batch, where the page is of one. */
  readonly batch?: { readonly id: string; readonly batchNumber: string };
}

type Cause = keyof ReturnType<typeof useCauses>;

/** Which way a cause moves stock; the others go either way. */
const WAYS: Partial<Record<Cause, 'in' | 'out'>> = {
  ...{ DAMAGE: 'out', LOSS: 'out', THEFT: 'out', SAMPLE: 'out' },
  RETURN: 'in',
};
const CAUSES: readonly Cause[] = [
  ...(['DAMAGE', 'LOSS', 'THEFT', 'SAMPLE', 'RETURN', 'RECOUNT', 'OTHER'] as const),
];
const FIELDS = ['type', 'locationId', 'batchId', 'quantity', 'amount', 'unit', 'reason'];

/** Asks for stock of a batch to be changed: nothing moves until another person has approved it. */
export default function AdjustDialog(props: ToAdjust & { onClose: () => void }) {
  const { product, place, batch, onClose } = props;
  const { t } = useLingui();
  const decimal = useDecimal();
  const causes = useCauses();
  const { places } = usePlaces();
  const lots = useLotChoices(product.id, batch);
  const [typed, setTyped] = useState({
    ...{ type: 'DAMAGE' as Cause, way: 'out' as 'in' | 'out', place, batch: batch?.id },
    ...{ amount: '', unit: product.baseUnit, reason: '' },
  });
  const change = (changed: Partial<typeof typed>) => setTyped({ ...typed, ...changed });
  const locationId = typed.place ?? places[0]?.code;
  const batchId = typed.batch ?? lots[0]?.value;
  const way = WAYS[typed.type] ?? typed.way;
  const form = useSend((_: undefined, idempotencyKey) => {
    const { type, unit, reason } = typed;
    const bare = decimal(typed.amount).replace('−', '-');
    const amount = way === 'out' && !bare.startsWith('-') ? `-${bare}` : bare;
    return ask(REQUEST_ADJUSTMENT, {
      input: {
        type,
        unit,
        reason,
        amount,
        idempotencyKey,
        ...{ batchId, locationId: locationId! },
      },
    });
  });
  const [asked, setAsked] = useState<ResultOf<typeof REQUEST_ADJUSTMENT>['requestAdjustment']>();
  const refusals = byField(form.refusals, (field) => FIELDS.includes(field));
  const errorOf = useFieldError(refusals);
  const rest = refusals.get('');
  const submit = async () => {
    const answer = await form.submit(undefined);
    if (!answer) return;
    setAsked(answer.requestAdjustment);
    await Promise.all(
      ['approvals', 'today-approvals'].map((name) =>
        queryClient.invalidateQueries({ queryKey: [name] }),
      ),
    );
  };
  if (asked) return <AdjustmentAsked asked={asked} unit={product.baseUnit} onClose={onClose} />;
  return (
    <FormDialog
      title={t`Adjust ${product.name}`}
      onClose={onClose}
      onSubmit={submit}
      submit={<Trans>Ask for the adjustment</Trans>}
      isDisabled={batchId === undefined || locationId === undefined}
      form={form}
      rest={rest ? [rest] : []}
    >
      <NativeSelect
        label={t`Place`}
        value={locationId ?? ''}
        data={places.map(({ code, name }) => ({ value: code, label: name }))}
        error={errorOf('locationId')}
        onChange={(event) => change({ place: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`Lot`}
        value={batchId ?? ''}
        data={lots}
        error={errorOf('batchId')}
        onChange={(event) => change({ batch: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`Cause`}
        value={typed.type}
        data={CAUSES.map((value) => ({ value, label: causes[value] }))}
        error={errorOf('type')}
        onChange={(event) => change({ type: event.currentTarget.value as Cause })}
      />
      <NativeSelect
        label={t`Change`}
        value={way}
        disabled={WAYS[typed.type] !== undefined}
        data={[
          { value: 'out', label: t`less than the books say (−)` },
          { value: 'in', label: t`more than the books say (+)` },
        ]}
        onChange={(event) => change({ way: event.currentTarget.value as 'in' | 'out' })}
      />
      <TextInput
        label={t`Quantity`}
        inputMode="decimal"
        required
        data-autofocus
        value={typed.amount}
        error={errorOf('quantity', 'amount')}
        onChange={(event) => change({ amount: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`Unit`}
        value={typed.unit}
        data={unitsOf(product)}
        error={errorOf('unit')}
        onChange={(event) => change({ unit: event.currentTarget.value })}
      />
      <TextInput
        label={t`Reason`}
        required
        value={typed.reason}
        error={errorOf('reason')}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
    </FormDialog>
  );
}
