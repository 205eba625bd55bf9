import type { ResultOf } from '@bincard/client';
import type { FlowLink, FlowNode } from '../../parts/Flow';
import type { STOCK_FLOW } from './stock-flow-queries';
import { sumsOf } from './sums';

type Answer = ResultOf<typeof STOCK_FLOW>;
export type PlaceLine = Answer['stockAudit'][0];
export type Sums = Omit<PlaceLine, 'location'>;
type Kind = NonNullable<PlaceLine['location']>['kind'];

/** More places than these are drawn by what they are. */
const MOST_PLACES = 6;

const FIGURES = [
  ...(['purchases', 'sales', 'refunds', 'adjustments', 'transfersIn', 'transfersOut'] as const),
  ...(['expired', 'closing'] as const),
];

/** Lines added up. */
export const sumOf = (lines: readonly Sums[]): Sums => sumsOf(lines, FIGURES);

/** Names of the nodes, in the reader's language. */
export interface FlowWords {
  readonly received: string;
  readonly back: string;
  readonly more: string;
  readonly transfers: string;
  readonly sold: string;
  readonly writtenOff: string;
  readonly less: string;
  readonly onTheWay: string;
  readonly stock: string;
  readonly kinds: Readonly<Record<Kind, string>>;
}

interface Group {
  readonly id: string;
  readonly name: string;
  readonly sums: Sums;
}

/** The places, each with what happened there; where they are many, warehouses, storefronts and quarantine. */
function groupsOf(lines: readonly PlaceLine[], words: FlowWords): Group[] {
  if (lines.length <= MOST_PLACES) return lines.map((line) => ({ ...line.location!, sums: line }));
  return (Object.keys(words.kinds) as Kind[])
    .map((kind) => [kind, lines.filter(({ location }) => location!.kind === kind)] as const)
    .filter(([, of]) => of.length > 0)
    .map(([kind, of]) => ({ id: kind, name: words.kinds[kind], sums: sumOf(of) }));
}

/**
 * From what came in through the places to what became of it. Between places goods go by way of the transfers, each place
 * with what came less what left, so that nothing goes round in a circle; what is on its way is what came to none.
 */
export function stockFlowOf(
  { stockFlow, stockAudit }: Pick<Answer, 'stockAudit'> & { stockFlow: { inTransit: number } },
  words: FlowWords,
): { nodes: FlowNode[]; links: FlowLink[] } {
  const groups = groupsOf(stockAudit, words);
  const ends: FlowNode[] = [
    { id: 'received', kind: 'source', name: words.received },
    { id: 'back', kind: 'source', name: words.back },
    { id: 'more', kind: 'source', name: words.more },
    ...groups.map(({ id, name }) => ({ id, kind: 'place', name }) as const),
    { id: 'transfers', kind: 'place', name: words.transfers },
    { id: 'sold', kind: 'sold', name: words.sold },
    { id: 'written-off', kind: 'lost', name: words.writtenOff },
    { id: 'less', kind: 'lost', name: words.less },
    { id: 'on-the-way', kind: 'place', name: words.onTheWay },
    { id: 'stock', kind: 'stock', name: words.stock },
  ];
  const links: FlowLink[] = [];
  const lead = (source: string, target: string, value: number) => {
    if (value > 0) links.push({ source, target, value });
  };
  for (const { id, sums } of groups) {
    const moved = sums.transfersIn + sums.transfersOut;
    lead('received', id, sums.purchases);
    lead(id, 'less', -sums.purchases);
    lead('back', id, sums.refunds);
    lead('more', id, sums.adjustments);
    lead(id, 'less', -sums.adjustments);
    lead('transfers', id, moved);
    lead(id, 'transfers', -moved);
    lead(id, 'sold', -sums.sales);
    lead(id, 'written-off', -sums.expired);
    lead(id, 'stock', sums.closing);
  }
  lead('transfers', 'on-the-way', stockFlow.inTransit);
  const used = new Set(links.flatMap(({ source, target }) => [source, target]));
  return { nodes: ends.filter(({ id }) => used.has(id)), links };
}
