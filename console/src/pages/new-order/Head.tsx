import '@mantine/core/styles/Input.css';
import { NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import type { ErrorOf } from '../../forms/field-error';
import type { usePlaces } from '../../forms/places';
import { useSuppliers } from '../../forms/suppliers';
import { DayField } from '../../parts/DayField';

/** Who is asked, where the goods are to come to, and when: by the supplier's lead time where no day is chosen. */
export function Head(props: {
  supplier: string | undefined;
  place: string | undefined;
  places: ReturnType<typeof usePlaces>['places'];
  choose: (changed: { supplier?: string | undefined; place?: string }) => void;
  expected: string | undefined;
  onExpected: (day: string | undefined) => void;
  errorOf: ErrorOf;
}) {
  const { supplier, place, places, choose, expected, onExpected, errorOf } = props;
  const { t } = useLingui();
  const format = useFormat();
  const all = useSuppliers();
  const suppliers = all ?? [];
  const lead = suppliers.find(({ code }) => code === supplier)?.leadTimeDays ?? undefined;
  return (
    <>
      <NativeSelect
        label={t`Supplier`}
        required
        description={
          all?.length === 0 && (
            <Trans>
              No suppliers yet: <Link to="/places">add one</Link>
            </Trans>
          )
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={supplier ?? ''}
        error={errorOf('supplierId')}
        data={[
          { value: '', label: t`Choose a supplier` },
          ...suppliers.map(({ code, name }) => ({ value: code, label: name })),
        ]}
        onChange={(event) => choose({ supplier: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        label={t`To`}
        value={place ?? ''}
        error={errorOf('locationId')}
        data={places.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(event) => choose({ place: event.currentTarget.value })}
      />
      <DayField
        label={t`Expected on`}
        description={
          lead !== undefined &&
          expected === undefined &&
          t`By its lead time: ${format.day(format.today(-lead))}`
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        day={expected}
        {...{ min: format.today(), max: '9999-12-31' }}
        error={errorOf('expectedOn')}
        onDay={onExpected}
      />
    </>
  );
}
