import { Trans } from '@lingui/react/macro';
import { useFormat } from '../format';
import type { Line } from './lines';

/** What is available of a line's product at a place, as it was when it was picked; nothing where no stock of it is kept. */
export function Available({ line: { product }, place }: { line: Line; place: string | undefined }) {
  const format = useFormat();
  if (!product.trackInventory) return null;
  const level = product.stock.find(({ location }) => location.code === place);
  return (
    <Trans>
      {format.number(level?.available ?? 0)} {product.baseUnit} available
    </Trans>
  );
}
