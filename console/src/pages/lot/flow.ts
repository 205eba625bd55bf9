import type { FlowLink, FlowNode } from '../../parts/Flow';
import type { LotTrace } from './lot';

/** Whether goods came from one node to another, by any way. */
function leads(links: readonly FlowLink[], from: string, to: string): boolean {
  return (
    from === to || links.some(({ source, target }) => source === from && leads(links, target, to))
  );
}

/**
 * From the receipts through the places to what was sold and what is there. The quantities are those of the API, a link for
 * each. Goods that go round in a circle cannot be drawn from left to right: such a transfer is in the table alone.
 */
export function flowOf(
  trace: LotTrace,
  names: { receipt: (receipt: LotTrace['receipts'][0]) => string; sold: string; stock: string },
): { nodes: FlowNode[]; links: FlowLink[] } {
  const batches = new Map(trace.lot.batches.map((batch) => [batch.id, batch]));
  const nodes: FlowNode[] = [];
  const links: FlowLink[] = [];
  for (const receipt of trace.receipts) {
    const own = receipt.batches.map(({ id }) => batches.get(id)).filter((batch) => !!batch);
    if (receipt.voided || own.length === 0) continue;
    nodes.push({ id: receipt.id, kind: 'source', name: names.receipt(receipt) });
    for (const { location, intakeQuantity } of own)
      links.push({ source: receipt.id, target: location.id, value: intakeQuantity });
  }
  for (const { location } of trace.locations)
    nodes.push({ id: location.id, kind: 'place', name: location.name });
  for (const { from, to, lines } of trace.transfers)
    for (const { batch, quantity } of lines.flatMap(({ allocations }) => allocations))
      if (batches.has(batch.id) && !leads(links, to.id, from.id))
        links.push({ source: from.id, target: to.id, value: quantity });
  const ends = [
    { id: 'sold', kind: 'sold', name: names.sold, of: 'soldQuantity' },
    { id: 'stock', kind: 'stock', name: names.stock, of: 'quantity' },
  ] as const;
  for (const { of, ...end } of ends) {
    const ending = trace.locations.filter((place) => place[of] > 0);
    if (ending.length > 0) nodes.push(end);
    for (const place of ending)
      links.push({ source: place.location.id, target: end.id, value: place[of] });
  }
  const known = new Set(nodes.map(({ id }) => id));
  const drawn = links.filter(
    ({ source, target, value }) => value > 0 && known.has(source) && known.has(target),
  );
  const used = new Set(drawn.flatMap(({ source, target }) => [source, target]));
  return { nodes: nodes.filter(({ id }) => used.has(id)), links: drawn };
}
