import { oneOf, textOf } from '../../search';
import type { SizeName } from './label';

const SIZE_NAMES = [
  'A4-24',
  'A4-65',
  'A4-8',
  'roll-62x29',
  'roll-100x50',
] as const satisfies readonly SizeName[];

/** What is in the first line, by its id, and on which labels. */
export interface LabelsSearch {
  readonly product?: string | undefined;
  readonly lot?: string | undefined;
  readonly size?: SizeName | undefined;
}

export function readLabels({ product, lot, size }: Record<string, unknown>): LabelsSearch {
  return { product: textOf(product), lot: textOf(lot), size: oneOf(size, SIZE_NAMES) };
}
