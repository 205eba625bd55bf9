import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/InlineInput.css';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Panel } from '../../parts/Panel';
import { FIELDS, type Kind } from './kinds';
import { RowValue } from './RowValue';
import type { Options } from './upload';
import fields from '../../forms/Fields.module.css';

/** What the file does not say by itself: values of every row, how numbers and days are written. */
export function HowToRead(props: {
  kind: Kind;
  options: Options;
  mapped: ReadonlySet<string>;
  change: (changed: Partial<Options>) => void;
}) {
  const { kind, options, mapped, change } = props;
  const { t } = useLingui();
  const { required, more } = FIELDS[kind];
  const open = [...required, ...more].filter((field) => !mapped.has(field));
  // Those that every row needs, and those that one value is likely for.
  const asked = open.filter(
    (field) => required.includes(field) || ['supplier', 'baseUnit', 'kind'].includes(field),
  );
  return (
    <Panel icon="order" title={<Trans>What the file does not say</Trans>}>
      <div className={fields.fields}>
        {asked.map((field) => (
          <RowValue
            key={field}
            {...{ kind, field }}
            value={options.set[field] ?? ''}
            onValue={(value) => change({ set: { ...options.set, [field]: value } })}
          />
        ))}
        <NativeSelect
          label={t`Decimal character`}
          value={options.decimal}
          data={[
            { value: '', label: t`as the numbers show` },
            { value: '.', label: t`point: 1.5` },
            { value: ',', label: t`comma: 1,5` },
          ]}
          onChange={(event) => change({ decimal: event.currentTarget.value })}
        />
        <NativeSelect
          label={t`Days are written`}
          value={options.dateFormat}
          data={[
            { value: '', label: t`as the file shows` },
            ...['yyyy-MM-dd', 'dd.MM.yyyy', 'dd/MM/yyyy', 'MM/dd/yyyy'],
          ]}
          onChange={(event) => change({ dateFormat: event.currentTarget.value })}
        />
        {kind === 'stock' && (
          <TextInput
            label={t`Name of the delivery`}
            placeholder={t`only for goods that look like earlier ones`}
            value={options.delivery}
            onChange={(event) => change({ delivery: event.currentTarget.value })}
          />
        )}
        <Checkbox
          mt={28}
          label={t`All rows or none`}
          checked={options.allOrNothing}
          onChange={(event) => change({ allOrNothing: event.currentTarget.checked })}
        />
      </div>
    </Panel>
  );
}
