import type { VariablesOf } from '@bincard/client';
import { valueOf, type STATUSES } from '../search';
import type { UPDATE_PRODUCT } from './bulk-queries';
import type { Chosen } from './chosen';

/** What is to be set, as it was typed. */
export interface Wanted {
  readonly field: 'status' | 'reorderPoint' | 'attribute';
  readonly status: (typeof STATUSES)[number];
  readonly reorderPoint: string;
  readonly name: string;
  readonly value: string;
}

type Input = VariablesOf<typeof UPDATE_PRODUCT>['input'];

/** A product before and after; without an input where it stays as it is. */
export interface Planned {
  readonly product: Chosen;
  readonly before: unknown;
  readonly after: unknown;
  readonly input: Input | undefined;
}

const WHOLE = /^\d{1,15}$/;

/** The input that is wrong, if any: nothing can be shown of it. */
export function wrongOf({
  field,
  reorderPoint,
  name,
}: Wanted): 'reorderPoint' | 'name' | undefined {
  if (field === 'reorderPoint' && reorderPoint !== '' && !WHOLE.test(reorderPoint))
    return 'reorderPoint';
  return field === 'attribute' && name.trim() === '' ? 'name' : undefined;
}

const attributesOf = ({ attributes }: Chosen) => attributes as Record<string, unknown>;

function valuesOf(wanted: Wanted, product: Chosen): { before: unknown; after: unknown } {
  const { field, status, reorderPoint, value } = wanted;
  if (field === 'status') return { before: product.status, after: status };
  if (field === 'reorderPoint') {
    const after = reorderPoint === '' ? null : Number(reorderPoint);
    return { before: product.reorderPoint, after };
  }
  const [all, name] = [attributesOf(product), wanted.name.trim()];
  const before = Object.hasOwn(all, name) ? all[name] : undefined;
  return { before, after: value.trim() === '' ? undefined : valueOf(value.trim()) };
}

function inputOf({ field, name }: Wanted, product: Chosen, after: unknown): Input {
  const { id, version } = product;
  const same = { id, expectedVersion: version };
  if (field === 'status') return { ...same, status: after as Wanted['status'] };
  if (field === 'reorderPoint') return { ...same, reorderPoint: after as number | null };
  const others = Object.entries(attributesOf(product)).filter(([each]) => each !== name.trim());
  const set = after === undefined ? [] : [[name.trim(), after] as const];
  return { ...same, attributes: Object.fromEntries([...others, ...set]) };
}

/** What would become of a product. Written alone where it has not changed since it was read (`expectedVersion`). */
export function planOf(wanted: Wanted, product: Chosen): Planned {
  const { before, after } = valuesOf(wanted, product);
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  const input = isSame ? undefined : inputOf(wanted, product, after);
  return { product, before, after, input };
}

/** Whether a product is what was to be made of it, by one change: then a lost answer was that it was written. */
export const isWritten = (wanted: Wanted, { product, after }: Planned, now: Chosen): boolean =>
  now.version === product.version + 1 &&
  JSON.stringify(valuesOf(wanted, now).before) === JSON.stringify(after);
