import { NativeSelect, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { usePlaces } from '../../forms/places';
import { useSuppliers } from '../../forms/suppliers';
import type { Order } from '../order/order';
import type { ErrorOf } from '../../forms/field-error';

/** Where a delivery comes to, from whom, and its number; an order says the first two. */
export function Head(props: {
  order: Order | undefined;
  place: string | undefined;
  places: ReturnType<typeof usePlaces>['places'];
  supplier: string;
  onSupplier: (id: string) => void;
  reference: string;
  onReference: (text: string) => void;
  errorOf: ErrorOf;
}) {
  const { order, place, places, supplier, onSupplier, reference, onReference, errorOf } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const suppliers = useSuppliers() ?? [];
  return (
    <>
      {!order && (
        <>
          <NativeSelect
            label={t`At`}
            value={place ?? ''}
            data={places.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ to: '/receive', search: { place: value }, replace: true })
            }
          />
          <NativeSelect
            label={t`Supplier`}
            value={supplier}
            error={errorOf('supplierId')}
            data={[
              { value: '', label: t`no supplier` },
              ...suppliers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => onSupplier(event.currentTarget.value)}
          />
        </>
      )}
      <TextInput
        label={t`Delivery note`}
        data-takes-codes
        value={reference}
        error={errorOf('reference')}
        onChange={(event) => onReference(event.currentTarget.value)}
      />
    </>
  );
}
