import type { WrittenDocument } from './documents';
import type { Recent } from './recent';

/**
 * A document to take further: mostly an open one, now and then one that is over, for the rule to refuse.
 */
export function pickDocument<D extends WrittenDocument>(
  documents: Recent<D>,
  die: number,
): D | undefined {
  const any = die % 8 === 0;
  return documents.pick(die >> 3, (document) => any || document.isOpen);
}

/** The step that a die takes from a document's status, as far as the sessions know it. */
export function nextStep(
  steps: Readonly<Record<string, readonly string[]>>,
  document: WrittenDocument,
  die: number,
): string {
  const from = steps[document.status]!;
  return from[die % from.length]!;
}
