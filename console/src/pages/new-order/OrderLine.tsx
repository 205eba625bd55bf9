import { TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { Available } from '../../forms/Available';
import { useInCurrency } from '../../forms/currency';
import type { ErrorOf } from '../../forms/field-error';
import { LineFields } from '../../forms/LineFields';
import type { NewOrderLine } from './new-order';

/** A line of an order: how much, and what it costs where that is not the supplier's price. */
export function OrderLine(props: {
  line: NewOrderLine;
  place: string | undefined;
  errorOf: ErrorOf;
  change: (changed: Partial<NewOrderLine>) => void;
  remove: () => void;
}) {
  const { line, place, errorOf, change, remove } = props;
  const { t } = useLingui();
  const inCurrency = useInCurrency();
  const { product, cost } = line;
  return (
    <LineFields
      line={line}
      about={<Available line={line} place={place} />}
      amountError={errorOf('quantity', 'amount', 'unit', 'productId')}
      change={change}
      remove={remove}
      columns="11rem"
    >
      <TextInput
        label={inCurrency(t`Cost per ${product.baseUnit}`)}
        inputMode="decimal"
        placeholder={t`the supplier's price`}
        value={cost}
        error={errorOf('unitCost')}
        onChange={(event) => change({ cost: event.currentTarget.value })}
      />
    </LineFields>
  );
}
