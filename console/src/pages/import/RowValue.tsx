import '@mantine/core/styles/Input.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { usePlaces } from '../../forms/places';
import { useSuppliers } from '../../forms/suppliers';
import { useKindNames } from './field-words';
import { useFieldNames, type Kind } from './kinds';

/** Not quarantine: such a place names the place that it is of, which no row of a file does. */
const KINDS: Partial<Record<Kind, readonly string[]>> = {
  products: ['GOODS', 'KIT'],
  locations: ['STOREFRONT', 'WAREHOUSE'],
};

/** One value for every row of a file: chosen where there are some to choose from, else typed. */
export function RowValue(props: {
  kind: Kind;
  field: string;
  value: string;
  onValue: (value: string) => void;
}) {
  const { kind, field, value, onValue } = props;
  const { t } = useLingui();
  const nameOf = useFieldNames();
  const { places } = usePlaces();
  const suppliers = useSuppliers() ?? [];
  const kinds = useKindNames();
  const choices: Record<string, readonly { code: string; name: string }[] | undefined> = {
    location: places,
    // Stock has the name of a supplier, who need not be one of those that orders go to.
    supplier: kind === 'prices' ? suppliers : undefined,
    kind: KINDS[kind]?.map((code) => ({ code, name: kinds[code] ?? code })),
  };
  const some = choices[field];
  const label = t`${nameOf(field)} of every row`;
  if (!some) {
    return (
      <TextInput
        label={label}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    );
  }
  return (
    <NativeSelect
      label={label}
      value={value}
      data={[
        { value: '', label: t`none` },
        ...some.map(({ code, name }) => ({ value: code, label: name })),
      ]}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}
