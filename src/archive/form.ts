import { isDay as isDate } from '../input/validate';
import type { Line } from './lines';

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isDay: Test = (value) => typeof value === 'string' && isDate(value);
const isWhole: Test = (value) => Number.isSafeInteger(value) && !Object.is(value, -0);
const isCount: Test = (value) => isWhole(value) && (value as number) >= 0;
const matches =
  (form: RegExp): Test =>
  (value) =>
    typeof value === 'string' && form.test(value);
const isUuid = matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const isHash = matches(/^[0-9a-f]{64}$/);
const isTime: Test = (value) =>
  matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)(value) &&
  // A day that does not exist would be read as a later one.
  toSecond(value as string) === (value as string).slice(0, 19);
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);
const isKey: Test = (value) => {
  const key = value as Record<string, unknown> | null;
  return key?.['kty'] === 'OKP' && key['crv'] === 'Ed25519' && matches(/^[\w-]{43}$/)(key['x']);
};

function toSecond(time: string): string {
  const at = Date.parse(`${time.slice(0, 19)}Z`);
  return Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 19);
}

const all = (fields: readonly string[], test: Test): Record<string, Test> =>
  Object.fromEntries(fields.map((field) => [field, test]));

const DAY: Record<string, Test> = {
  ...{ businessDate: isDay, closedAt: isTime, closedBy: isText },
  ...all(['chains', 'movements', 'anchors', 'dayMovements', 'auditEntries'], isCount),
  ...all(['ledgerHash', 'auditHash', 'root', 'hash', 'logRoot'], isHash),
  auditUntil: matches(/^\d+$/),
  previousHash: matches(/^([0-9a-f]{64})?$/),
  signature: orNull(matches(/^[\w-]+\.[\w-]+\.[\w-]{86}$/)),
};

const FORMS: Record<Line['kind'], Record<string, Test>> = {
  archive: {
    ...{ tenantId: isUuid, tenant: isText, after: orNull(isDay), until: isDay },
    ...all(['days', 'movements'], isCount),
    keys: (value) => Array.isArray(value) && value.every(isKey),
  },
  earlier: DAY,
  name: {
    ...{ id: isUuid, name: isText },
    kind: matches(/^(batch|location|product)$/),
    productId: orNull(isUuid),
  },
  start: {
    ...all(['batchId', 'locationId'], isUuid),
    ...all(['sequence'], isCount),
    ...all(
      ['intake', 'sold', 'refunded', 'adjusted', 'transferredIn', 'transferredOut', 'expired'],
      isWhole,
    ),
    hash: isHash,
  },
  day: DAY,
  movement: {
    ...all(['id', 'productId', 'batchId', 'locationId', 'documentId'], isUuid),
    ...all(['reversesId', 'documentLineId'], orNull(isUuid)),
    ...all(['kind', 'actor', 'documentType'], isText),
    ...all(['quantity', 'sequence', 'balanceBefore', 'balanceAfter'], isWhole),
    ...{ reason: orNull(isText), businessDate: isDay, recordedAt: isTime, hash: isHash },
  },
};

const TESTS = Object.fromEntries(
  Object.entries(FORMS).map(([kind, tests]) => [kind, Object.entries(tests)]),
) as Record<Line['kind'], [string, Test][]>;

/** The first field of a line that is not of its form; null when there is none. */
export function checkForm({ kind, value }: Line): string | null {
  for (const [field, test] of TESTS[kind]) {
    if (!test((value as unknown as Record<string, unknown>)[field])) return field;
  }
  return null;
}
