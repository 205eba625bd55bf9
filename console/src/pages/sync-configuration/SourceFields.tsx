import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/InlineInput.css';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { PlacesFailed } from '../../forms/PlacesFailed';
import { usePlaces } from '../../forms/places';
import { useInterval } from '../sync/interval';
import type { Typed } from './configuration';
import type { ErrorOf } from '../../forms/field-error';
import fields from '../../forms/Fields.module.css';

const INTERVALS = [5, 15, 30, 60, 240, 720, 1440, 10_080];

// What explains a field stands below it, so that fields beside each other are in line.
const ORDER: ('label' | 'input' | 'error' | 'description')[] = [
  ...(['label', 'input', 'error', 'description'] as const),
];

type TextField = Exclude<keyof Typed, 'allowComputed' | 'mappings' | 'locationId'>;

/** Where the rows are, what their columns mean, what is written back, and how often. */
export function SourceFields(props: {
  typed: Typed;
  change: (changed: Partial<Typed>) => void;
  errorOf: ErrorOf;
  disabled: boolean;
}) {
  const { typed, change, errorOf, disabled } = props;
  const { t } = useLingui();
  const interval = useInterval();
  const { places } = usePlaces();
  const text = (field: TextField, label: string, description?: string, required = false) => (
    <TextInput
      {...{ label, description, required, disabled }}
      inputWrapperOrder={ORDER}
      value={typed[field]}
      error={errorOf(field)}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
    />
  );
  const minutes = Number(typed.intervalMinutes);
  const intervals = [...new Set([...INTERVALS, minutes])].sort((one, other) => one - other);
  return (
    <>
      <PlacesFailed />
      <fieldset className={fields.fields}>
        <legend>
          <Trans>The file</Trans>
        </legend>
        {text('name', t`Name`, t`How it is called here`, true)}
        {text('path', t`Path`, t`Within the sync folder, such as hall.sqlite`, true)}
        {text('tableName', t`Table`, undefined, true)}
        <NativeSelect
          label={t`Interval`}
          inputWrapperOrder={ORDER}
          description={t`How often automatic sync runs`}
          value={typed.intervalMinutes}
          disabled={disabled}
          error={errorOf('intervalMinutes')}
          data={intervals.map((value) => ({ value: String(value), label: interval(value) }))}
          onChange={(event) => change({ intervalMinutes: event.currentTarget.value })}
        />
        <NativeSelect
          label={t`Place`}
          withAsterisk={false}
          inputWrapperOrder={ORDER}
          description={t`Where imported stock comes in`}
          required
          value={typed.locationId}
          disabled={disabled}
          error={errorOf('locationId')}
          data={[
            { value: '', label: t`Choose a place` },
            ...places.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => change({ locationId: event.currentTarget.value })}
        />
      </fieldset>
      <fieldset className={fields.fields}>
        <legend>
          <Trans>Its rows</Trans>
        </legend>
        {text('keyColumn', t`Column of the key`, t`What tells one row from another`, true)}
        {text('statusColumn', t`Column of the status`, undefined, true)}
        {text('quantityColumn', t`Column of the quantity`, t`None: each row is one piece`)}
        {text('inStockValues', t`In stock is`, t`Status values, separated by commas`, true)}
        {text('soldValues', t`Sold is`, t`Status values, separated by commas`, true)}
        <Checkbox
          label={t`Read views and computed columns`}
          description={t`Runs what the file says; only for files that you trust`}
          checked={typed.allowComputed}
          disabled={disabled}
          error={errorOf('allowComputed')}
          onChange={(event) => change({ allowComputed: event.currentTarget.checked })}
        />
      </fieldset>
      <fieldset className={fields.fields}>
        <legend>
          <Trans>What is written back after a sale</Trans>
        </legend>
        {text('exportValue', t`Status`, t`Empty: the first of what is sold`)}
        {text('lastDateColumn', t`Column of the date`, t`Empty: no date is written`)}
        {text('lastDateFormat', t`Format of the date`)}
      </fieldset>
    </>
  );
}
