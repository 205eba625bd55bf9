import '@mantine/core/styles/Input.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { STATUSES } from '../search';
import { useStatusNames } from '../StatusTag';
import { wrongOf, type Wanted } from './changes';
import fields from '../../../forms/Fields.module.css';

/** What is to be set, and to what. */
export function ToSet(props: {
  wanted: Wanted;
  change: (changed: Partial<Wanted>) => void;
  isDisabled: boolean;
}) {
  const { wanted, change, isDisabled } = props;
  const { t } = useLingui();
  const statuses = useStatusNames();
  return (
    <fieldset className={fields.fields} style={{ padding: 0 }} disabled={isDisabled}>
      <NativeSelect
        label={t`What to set`}
        data-autofocus
        value={wanted.field}
        data={[
          { value: 'status', label: t`Status` },
          { value: 'reorderPoint', label: t`Reorder at` },
          { value: 'attribute', label: t`Attribute` },
        ]}
        onChange={(event) => change({ field: event.currentTarget.value as Wanted['field'] })}
      />
      {wanted.field === 'status' && (
        <NativeSelect
          label={t`New status`}
          value={wanted.status}
          data={STATUSES.map((value) => ({ value, label: statuses[value] }))}
          onChange={(event) => change({ status: event.currentTarget.value as Wanted['status'] })}
        />
      )}
      {wanted.field === 'reorderPoint' && (
        <TextInput
          label={t`New figure, in base units`}
          description={t`Empty: none`}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          inputMode="numeric"
          value={wanted.reorderPoint}
          error={wrongOf(wanted) && t`A whole number, zero or more`}
          onChange={(event) => change({ reorderPoint: event.currentTarget.value.trim() })}
        />
      )}
      {wanted.field === 'attribute' && (
        <>
          <TextInput
            label={t`Name of the attribute`}
            value={wanted.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t`New value`}
            description={t`Empty: the attribute is removed`}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            value={wanted.value}
            onChange={(event) => change({ value: event.currentTarget.value })}
          />
        </>
      )}
    </fieldset>
  );
}
