import { FIRST_DAY } from '../../days';
import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import type { VariablesOf } from '@bincard/client';
import { ask } from '../../api/api';
import { newestFirst, oldestFirst } from '../../api/growing';
import { query } from '../../api/query';
import { BATCHES, BIN_CARD, DAYS, LOTS, MOVEMENTS, PRODUCT, RESERVATIONS, SUMS } from './queries';
import { SINCE, STOCK_FLOW } from './stock-flow-queries';
import { PARTS, partsOf, type LedgerPart, type Part, type ProductView } from './search';

const follows = (product: string) => ({ follows: 'stock', product }) as const;

export type Product = NonNullable<ResultOf<typeof PRODUCT>['product']>;
export type Level = Product['stock'][0];

/** So far nothing has moved after today: what is asked up to here is what is so now, whatever the clocks say. */
const LAST_DAY = '9999-12-31';

export interface Period {
  readonly id: string;
  readonly place: string | null;
  readonly from: string;
  readonly to: string;
}

export const productQuery = (id: string) => query('product', PRODUCT, { id }, follows(id));
export const lotsQuery = (id: string) => query('product-lots', LOTS, { id }, follows(id));
export const daysQuery = (period: Period) =>
  query('product-days', DAYS, period, follows(period.id));
export const sumsQuery = (period: Period) =>
  query('product-sums', SUMS, period, follows(period.id));
export const flowQuery = (id: string) =>
  query('stock-flow', STOCK_FLOW, { id, from: FIRST_DAY, to: LAST_DAY }, follows(id));
/** What was there before a day, what has moved from it on, and what is there now, by place. */
export const sinceQuery = (id: string, from: string) =>
  query('stock-since', SINCE, { id, from, to: LAST_DAY }, follows(id));

export type CardOrder = VariablesOf<typeof BIN_CARD>['order'];
type CardPage = ResultOf<typeof BIN_CARD>;

// The balance says that nothing came in before the entry.
const entriesOf = ({ binCard }: CardPage) =>
  binCard.entries.nodes.map((entry) => ({ ...entry, id: `${entry.movement.id} ${entry.balance}` }));

function readCard(period: Period, order: CardOrder) {
  const read = (after: string | null, signal: AbortSignal) =>
    ask(BIN_CARD, { ...period, order, after }, signal);
  if (order === 'OLDEST_FIRST')
    return oldestFirst(read, (page) => entriesOf(page).map(({ id }) => id));
  return newestFirst(read, entriesOf, (known, { binCard }, added) => {
    const { pageInfo, nodes } = known.binCard.entries;
    const entries = { ...binCard.entries, pageInfo, nodes: [...added, ...nodes] };
    return { binCard: { ...binCard, entries } };
  });
}

/** The card in one order or the other, each movement with the balance after it. */
export const cardQuery = (period: Period, order: CardOrder) =>
  infiniteQueryOptions({
    queryKey: ['bin-card', period, order],
    queryFn: readCard(period, order),
    initialPageParam: null as string | null,
    getNextPageParam: ({ binCard: { entries } }) =>
      entries.pageInfo.hasNextPage ? entries.pageInfo.endCursor : undefined,
    meta: follows(period.id),
  });

const readMovements = (filter: VariablesOf<typeof MOVEMENTS>['filter']) =>
  newestFirst(
    (after, signal) => ask(MOVEMENTS, { filter, after }, signal),
    ({ movements }) => movements.nodes,
    ({ movements: { pageInfo, nodes } }, { movements }, added) => ({
      movements: { ...movements, pageInfo, nodes: [...added, ...nodes] },
    }),
  );

/** The movements that one part of a figure is made of, the newest first. */
export const partQuery = ({ id, place, from, to }: Period, part: LedgerPart) =>
  infiniteQueryOptions({
    queryKey: ['movements', id, place, from, to, part],
    queryFn: readMovements({
      ...{ productId: id, locationId: place, businessDateFrom: from, businessDateTo: to },
      kinds: partsOf(part).flatMap((each) => [...PARTS[each]]),
    }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ movements: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    meta: follows(id),
  });

/** Those of a batch. */
export const batchPartQuery = (batchId: string, part: Part) =>
  infiniteQueryOptions({
    queryKey: ['batch-movements', batchId, part],
    queryFn: readMovements({ batchId, kinds: [...PARTS[part]] }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ movements: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    meta: { follows: 'stock' },
  });

const IN_STATE = { expired: 'EXPIRED', held: 'QUARANTINED' } as const;
export type BatchLine = NonNullable<
  ResultOf<typeof BATCHES>['product']
>['batchesInStock']['nodes'][0];

const readBatches =
  (id: string, place: string | null, state: ProductView['state']) =>
  ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
    ask(BATCHES, { id, place, state: state ? IN_STATE[state] : null, after: pageParam }, signal);

/** What of a product is in stock at one place or all, in the order in which it is taken. */
export const batchesQuery = (id: string, place: string | null, state: ProductView['state']) =>
  infiniteQueryOptions({
    queryKey: ['product-batches', id, place, state],
    queryFn: readBatches(id, place, state),
    initialPageParam: null as string | null,
    getNextPageParam: ({ product }) => {
      const { hasNextPage, endCursor } = product?.batchesInStock.pageInfo ?? {};
      return hasNextPage ? endCursor : undefined;
    },
    meta: follows(id),
  });

const readReservations =
  (id: string, place: string | null) =>
  ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
    ask(RESERVATIONS, { id, place, after: pageParam }, signal);

/** Who has reserved some of a product, the newest first. */
export const reservationsQuery = (id: string, place: string | null) =>
  infiniteQueryOptions({
    queryKey: ['product-reservations', id, place],
    queryFn: readReservations(id, place),
    initialPageParam: null as string | null,
    getNextPageParam: ({ reservations: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    meta: follows(id),
  });
