import '@mantine/core/styles/Input.css';
import { NativeSelect } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import type { Product } from './product';
import type { ProductView } from './search';

/** The place that is looked at, among those where the product has been. */
export function PlaceSelect(props: {
  product: Product;
  place: string | undefined;
  change: (changed: Partial<ProductView>) => void;
}) {
  const { product, place, change } = props;
  const { t } = useLingui();
  return (
    <NativeSelect
      aria-label={t`Place`}
      value={place ?? ''}
      onChange={({ currentTarget: { value } }) => change({ place: value || undefined })}
      data={[
        { value: '', label: t`All places` },
        ...product.stock.map(({ location }) => ({ value: location.code, label: location.name })),
      ]}
    />
  );
}
