import type { WrittenDocument } from './documents/written-document';
import type { Recent } from './recent';

/** Picks a document to change: mostly an open one, sometimes a closed one, which the rules must refuse. */
export function pickDocument<D extends WrittenDocument>(
  documents: Recent<D>,
  index: number,
): D | undefined {
  const any = index % 8 === 0;
  return documents.pick(index >> 3, (document) => any || document.isOpen);
}

/** Picks the next status of a document from the candidates for the status that the sessions know. */
export function nextStatus(
  candidates: Readonly<Record<string, readonly string[]>>,
  document: WrittenDocument,
  index: number,
): string {
  const statuses = candidates[document.status]!;
  return statuses[index % statuses.length]!;
}
