import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { query } from '../../api/query';
import { useFormat } from '../../format';
import { LOTS_TO_ADJUST } from './adjust-queries';

const lotsToAdjust = (id: string) =>
  query('lots-to-adjust', LOTS_TO_ADJUST, { id }, { follows: 'stock', product: id });

/** The batches of a product that can be adjusted, those in stock first, by what sells first; or the one that is given. */
export function useLotChoices(id: string, only?: { id: string; batchNumber: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data } = useQuery({ ...lotsToAdjust(id), enabled: only === undefined });
  if (only) return [{ value: only.id, label: only.batchNumber }];
  const found = data?.product?.batches.nodes ?? [];
  return found
    .filter(({ status }) => status !== 'VOIDED')
    .sort((one, other) => {
      const byStock = Number(other.remainingQuantity > 0) - Number(one.remainingQuantity > 0);
      return byStock || (one.expiryDate ?? '9').localeCompare(other.expiryDate ?? '9');
    })
    .map(({ id: value, batchNumber, expiryDate, remainingQuantity }) => {
      const left = t`${format.number(remainingQuantity)} left in all`;
      const parts = [batchNumber, expiryDate && t`expires ${format.day(expiryDate)}`, left];
      return { value, label: parts.filter(Boolean).join(' · ') };
    });
}
