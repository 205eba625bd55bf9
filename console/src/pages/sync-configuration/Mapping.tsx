import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/ActionIcon.css';
import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import type { ReactElement } from 'react';
import { Icon } from '../../parts/Icon';
import type { TypedMapping } from './configuration';
import { Steps } from './Steps';
import classes from './Mappings.module.css';

const TARGETS = [
  ...['sku', 'name', 'baseUnit', 'batchNumber', 'unitCost', 'expiryDate', 'receivedAt'],
  'location',
];
const ATTRIBUTE = 'attributes.';

function useTargets(): Record<string, string> {
  const { t } = useLingui();
  return {
    ...{ sku: t`SKU`, name: t`Name`, baseUnit: t`Base unit`, batchNumber: t`Lot` },
    ...{ unitCost: t`Cost of a base unit`, expiryDate: t`Expiry date` },
    ...{ receivedAt: t`Received on`, location: t`Place (its code)` },
  };
}

/** A mapping: the column, what it becomes, and what is done with its cells before. */
export function Mapping(props: {
  mapping: TypedMapping;
  columns: readonly string[];
  error: ReactElement | undefined;
  change: (changed: Partial<TypedMapping>) => void;
  remove: () => void;
}) {
  const { mapping, columns, error, change, remove } = props;
  const { t } = useLingui();
  const targets = useTargets();
  const { column, target, steps } = mapping;
  const isAttribute = target.startsWith(ATTRIBUTE);
  const known = columns.length > 0 && (column === '' || columns.includes(column));
  return (
    <li className={classes.mapping}>
      {known ? (
        <NativeSelect
          className={classes.column}
          label={t`Column`}
          value={column}
          error={error}
          data={[{ value: '', label: t`none: a fixed value` }, ...columns]}
          onChange={(event) => change({ column: event.currentTarget.value })}
        />
      ) : (
        <TextInput
          className={classes.column}
          label={t`Column`}
          placeholder={t`none: a fixed value`}
          value={column}
          error={error}
          onChange={(event) => change({ column: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        className={classes.target}
        label={t`becomes`}
        value={isAttribute ? ATTRIBUTE : target}
        data={[
          ...TARGETS.map((value) => ({ value, label: targets[value]! })),
          { value: ATTRIBUTE, label: t`an attribute` },
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ target: value === ATTRIBUTE ? ATTRIBUTE + column : value })
        }
      />
      {isAttribute && (
        <TextInput
          className={classes.target}
          label={t`Attribute`}
          value={target.slice(ATTRIBUTE.length)}
          onChange={(event) => change({ target: ATTRIBUTE + event.currentTarget.value })}
        />
      )}
      <Steps steps={steps} change={(next) => change({ steps: next })} />
      <ActionIcon
        mt={24}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t`Remove the mapping of ${column || target}`}
        onClick={remove}
      >
        <Icon name="close" size={18} />
      </ActionIcon>
    </li>
  );
}
