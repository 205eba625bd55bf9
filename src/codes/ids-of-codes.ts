import {
  findCodes,
  findNumbers,
  type FindCodesParameters,
  type FindNumbersParameters,
} from '../database/queries/tenants';
import type { Snapshot } from '../database/snapshot';
import { badInput } from '../input/bad-input';
import { checkText, isId } from '../input/validate';

/** A refusal shows no more of a text than a code can have. */
const LONGEST = 128;

/** What a code is of: a product's SKU or one of its other codes; a location's or a supplier's code; the number of a document. */
export type Coded = 'product' | 'location' | 'supplier' | 'purchase order' | 'sale';

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
  const known = await find(snapshot, (kind) =>
    given.flatMap((one) => (one.kind === kind ? one.code : [])),
  );
  const found = new Map(known.map((row) => [`${row.kind} ${row.code}`, row]));
  for (const { kind, code, field, replace } of given) {
    const { id, unit } = found.get(`${kind} ${code}`) ?? {};
    const shown = code.slice(0, LONGEST);
    if (!id) {
      const rule = `${kind.replace(' ', '_')}_unknown`;
      throw badInput(field, `There is no ${kind} ${shown}`, { code: shown }, rule);
    }
    replace(id, unit ?? undefined);
  }
}

interface Known {
  readonly kind: string;
  readonly code: string;
  readonly id: string | null;
  readonly unit?: string | null;
}

type Looking = Promise<readonly Known[]>;
const asked = new WeakMap<Snapshot, Map<string, Looking>>();

/** A field of each row of a list is given the same codes: they are looked up once in a snapshot. */
function find(snapshot: Snapshot, of: (kind: Coded) => string[]): Looking {
  let ofSnapshot = asked.get(snapshot);
  if (!ofSnapshot) asked.set(snapshot, (ofSnapshot = new Map<string, Looking>()));
  const codes = { skus: of('product'), locationCodes: of('location') };
  const numbers = {
    ...{ supplierCodes: of('supplier'), orderNumbers: of('purchase order') },
    receiptNumbers: of('sale'),
  };
  const key = JSON.stringify([codes, numbers]);
  let looking = ofSnapshot.get(key);
  if (!looking) ofSnapshot.set(key, (looking = lookUp(snapshot, codes, numbers)));
  return looking;
}

async function lookUp(
  snapshot: Snapshot,
  codes: FindCodesParameters,
  numbers: FindNumbersParameters,
): Looking {
  const some = (lists: object) => Object.values(lists).some((list: string[]) => list.length > 0);
  const [ofCodes, ofNumbers] = await Promise.all([
    some(codes) ? snapshot.query(findCodes, codes) : [],
    some(numbers) ? snapshot.query(findNumbers, numbers) : [],
  ]);
  return [...ofCodes, ...ofNumbers];
}
