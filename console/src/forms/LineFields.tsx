import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/ActionIcon.css';
import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import type { CSSProperties, ReactNode } from 'react';
import { Icon } from '../parts/Icon';
import { Code, Typed } from '../parts/Text';
import { unitsOf, type Line } from './lines';
import classes from './LineFields.module.css';

export { useFieldError } from './field-error';

/** A line of a document: the product, how much of it in which unit, and what else its kind of document asks. */
export function LineFields<Some extends Line>(props: {
  line: Some;
  about?: ReactNode;
  amountError: ReactNode;
  change: (changed: Partial<Some>) => void;
  remove: () => void;
  /** The widths of the further fields, such as "8rem 9rem". */
  columns?: string;
  children?: ReactNode;
}) {
  const { line, about, amountError, change, remove, columns = '', children } = props;
  const { t } = useLingui();
  const { product, amount, unit } = line;
  return (
    <li className={classes.line}>
      <div className={classes.what}>
        <Typed lines={2}>{product.name}</Typed>
        <div className={classes.about}>
          <Code>{product.sku}</Code> {about}
        </div>
      </div>
      <div
        className={classes.fields}
        style={{ '--columns': `5.5rem 6rem ${columns}` } as CSSProperties}
      >
        <TextInput
          label={t`Quantity`}
          inputMode="decimal"
          required
          value={amount}
          error={amountError}
          onChange={(event) => change({ amount: event.currentTarget.value } as Partial<Some>)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <NativeSelect
          label={t`Unit`}
          value={unit}
          data={unitsOf(product)}
          onChange={(event) => change({ unit: event.currentTarget.value } as Partial<Some>)}
        />
        {children}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t`Remove ${product.name}`}
        onClick={remove}
      >
        <Icon name="close" size={18} />
      </ActionIcon>
    </li>
  );
}
