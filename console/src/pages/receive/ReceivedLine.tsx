import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/InlineInput.css';
import { Checkbox, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { LineFields } from '../../forms/LineFields';
import { useInCurrency } from '../../forms/currency';
import type { ErrorOf } from '../../forms/field-error';
import type { Line } from '../../forms/lines';

export interface ReceiptLine extends Line {
  readonly lot: string;
  readonly expiry: string;
  readonly cost: string;
  readonly acceptExpired: boolean;
  /** The line of a purchase order that it comes in for. */
  readonly orderLine?: string | undefined;
  /** What one base unit costs by the order: it holds unless another cost is typed. */
  readonly orderCost?: string | null | undefined;
  /** As the order has it: nobody has counted it yet. */
  readonly isExpected?: boolean;
}

/** A line of a delivery: with its lot, its expiry date and what it cost. */
export function ReceivedLine(props: {
  line: ReceiptLine;
  errorOf: ErrorOf;
  /** It was refused since it has expired: it may be taken in all the same. */
  isExpired: boolean;
  change: (changed: Partial<ReceiptLine>) => void;
  remove: () => void;
}) {
  const { line, errorOf, isExpired, change, remove } = props;
  const { t } = useLingui();
  const inCurrency = useInCurrency();
  return (
    <LineFields
      line={line}
      amountError={errorOf('quantity', 'amount', 'unit', 'productId')}
      change={change}
      remove={remove}
      columns="8rem 9rem 9rem"
    >
      <TextInput
        label={t`Lot`}
        value={line.lot}
        error={errorOf('batchNumber')}
        onChange={(event) => change({ lot: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t`Expires`}
        value={line.expiry}
        error={errorOf('expiryDate')}
        onChange={(event) => change({ expiry: event.currentTarget.value })}
      />
      <TextInput
        label={inCurrency(t`Cost per ${line.product.baseUnit}`)}
        inputMode="decimal"
        placeholder={line.orderCost ?? undefined}
        value={line.cost}
        error={errorOf('unitCost')}
        onChange={(event) => change({ cost: event.currentTarget.value })}
      />
      {(isExpired || line.acceptExpired) && (
        <div data-wide>
          <Checkbox
            size="xs"
            label={t`Take expired goods in`}
            checked={line.acceptExpired}
            onChange={(event) => change({ acceptExpired: event.currentTarget.checked })}
          />
        </div>
      )}
    </LineFields>
  );
}
