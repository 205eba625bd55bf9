import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';
import { orderQuery } from '../order/order';
import { Delivery } from './Delivery';

/** A delivery: free, or of a purchase order. */
export default function ReceivePage() {
  const { order: id, place, product } = useSearch({ from: '/shell/receive' });
  const found = useQuery({ ...orderQuery(id ?? ''), enabled: id !== undefined });
  if (id === undefined) return <Delivery place={place} first={product} />;
  if (found.error && !found.data) {
    return <Failed page error={found.error} retry={() => void found.refetch()} />;
  }
  if (!found.data) return <Waiting rows={6} />;
  const { purchaseOrder } = found.data;
  if (!purchaseOrder) return <NotFound />;
  return <Delivery key={id} order={purchaseOrder} place={purchaseOrder.location.code} />;
}
