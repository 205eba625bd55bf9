import { findCodes, type FindCodesRow } from '../database/queries/tenants';
import type { Snapshot } from '../database/snapshot';
import { badInput } from '../input/bad-input';
import { checkText, isId } from '../input/validate';

/** A refusal shows no more of a text than a code can have. */
const LONGEST = 128;

/** What a code is of: a product's SKU or one of its other codes, or a location's code. */
export type Coded = 'product' | 'location';

/** A code where an id is expected. */
export interface CodeForId {
  readonly kind: Coded;
  readonly code: string;
  /** The path to it, such as `input.lines[0].productId`. */
  readonly field: string;
  /** `unit` is the unit that carries a product's code; undefined for a SKU. */
  readonly replace: (id: string, unit?: string) => void;
}

/** Whether a value is a code and not an id: what looks like an id (a UUID) is one. */
export function isCode(value: unknown): value is string {
  return typeof value === 'string' && !isId(value);
}

/** Replaces codes by the ids that they name, with one look-up; refuses an unknown code with its field. */
export async function replaceCodes(given: readonly CodeForId[], snapshot: Snapshot): Promise<void> {
  if (given.length === 0) return;
  for (const { code, field } of given) checkText(code, field);
  const codes = (kind: Coded) => given.flatMap((one) => (one.kind === kind ? one.code : []));
  const known = await find(snapshot, codes('product'), codes('location'));
  const found = new Map(known.map((row) => [`${row.kind} ${row.code}`, row]));
  for (const { kind, code, field, replace } of given) {
    const { id, unit } = found.get(`${kind === 'product' ? 'sku' : 'locationCode'} ${code}`) ?? {};
    const shown = code.slice(0, LONGEST);
    if (!id)
      throw badInput(field, `There is no ${kind} ${shown}`, { code: shown }, `${kind}_unknown`);
    replace(id, unit ?? undefined);
  }
}

type Looking = Promise<FindCodesRow[]>;
const asked = new WeakMap<Snapshot, Map<string, Looking>>();

/** A field of each row of a list is given the same codes: they are looked up once in a snapshot. */
function find(snapshot: Snapshot, skus: string[], locationCodes: string[]): Looking {
  let ofSnapshot = asked.get(snapshot);
  if (!ofSnapshot) asked.set(snapshot, (ofSnapshot = new Map<string, Looking>()));
  const key = JSON.stringify([skus, locationCodes]);
  let looking = ofSnapshot.get(key);
  if (!looking) {
    looking = snapshot.query(findCodes, { skus, locationCodes });
    ofSnapshot.set(key, looking);
  }
  return looking;
}
