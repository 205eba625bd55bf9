import { isCode, replaceCodes, type CodeForId, type Coded } from '../codes/ids-of-codes';
import type { Snapshot } from '../database/snapshot';
import { checkDays, checkId, checkText, isDay } from '../input/validate';
import { badInput } from '../input/bad-input';
import { MovementKind, StockAuditGroup } from '../schema/enums';
import { stockAudit } from '../database/queries/stock-audit';
import { exportBinCard, exportMovements } from '../database/queries/movements';
import { asCsv, asNdjson, withLiterals } from './copy-sql';

/** A file that the server streams: its name, its type, and the COPY that makes it. */
export interface Export {
  readonly file: string;
  readonly type: string;
  readonly copy: string;
}

type Parameters = Record<string, string | undefined>;

const CSV = 'text/csv; charset=utf-8';
const NDJSON = 'application/x-ndjson; charset=utf-8';

// The columns of each file; a star marks free text.
const MOVEMENT =
  'id kind *sku *batch_number *location quantity sequence balance_before balance_after business_date recorded_at *actor *reason reverses_id document_type document_id';
const AUDIT_LINE =
  '*sku *location business_date opening purchases sales refunds adjustments transfers_in transfers_out expired net_change closing';
const CARD_LINE =
  'id recorded_at business_date *location *batch_number kind quantity balance *actor *reason document_type document_id';

/** The exports by file name; each checks its filters as the GraphQL query of the same name does, and throws BAD_USER_INPUT. */
const EXPORTS: Record<string, (given: Parameters) => Omit<Export, 'file'>> = {
  'movements.csv': (given) => ({ type: CSV, copy: asCsv(movements(given), MOVEMENT) }),
  'movements.ndjson': (given) => ({ type: NDJSON, copy: asNdjson(movements(given)) }),
  'stock-audit.csv': (given) => ({ type: CSV, copy: asCsv(auditLines(given), AUDIT_LINE) }),
  'bin-card.csv': (given) => ({ type: CSV, copy: asCsv(binCard(given), CARD_LINE) }),
};

/** The export of a file name, to be made of the query string, with ids and no codes (`withIds`); undefined where there is none. */
export function findExport(file: string): ((given: Parameters) => Export) | undefined {
  const make = Object.hasOwn(EXPORTS, file) ? EXPORTS[file] : undefined;
  return make && ((given) => ({ file, ...make(given) }));
}

const CODED: Record<string, Coded> = { productId: 'product', locationId: 'location' };

/** A query string with the ids of the products and locations that it names by a code; throws PRODUCT_UNKNOWN, LOCATION_UNKNOWN. */
export async function withIds(given: Parameters, snapshot: Snapshot): Promise<Parameters> {
  const ids: Parameters = { ...given };
  const codes = Object.entries(CODED).flatMap(([field, kind]): CodeForId[] => {
    const code = given[field];
    return isCode(code) ? [{ kind, code, field, replace: (id) => (ids[field] = id) }] : [];
  });
  await replaceCodes(codes, snapshot);
  return ids;
}

function movements(given: Parameters): string {
  only(given, ['productId', 'batchId', 'locationId', 'kind', 'from', 'to', 'documentId']);
  const { from, to } = days(given);
  return withLiterals(exportMovements, {
    ...{ from, to },
    productId: id(given, 'productId'),
    batchId: id(given, 'batchId'),
    locationId: id(given, 'locationId'),
    kind: oneOf(given, 'kind', Object.values(MovementKind)),
    documentId: id(given, 'documentId'),
  });
}

function auditLines(given: Parameters): string {
  only(given, ['from', 'to', 'locationId', 'productId', 'groupBy']);
  const { from, to } = days(given);
  if (!from || !to) throw badInput(from ? 'to' : 'from', 'Give from and to');
  const lines = withLiterals(stockAudit, {
    ...{ from, to },
    locationId: id(given, 'locationId'),
    productId: id(given, 'productId'),
    groupBy: oneOf(given, 'groupBy', Object.values(StockAuditGroup)) ?? StockAuditGroup.PRODUCT,
    ...{ after: null, limit: null },
  });
  return `select a.sku, a."locationCode" as location, a."businessDate" as business_date, a.opening, a.purchases, a.sales,
    a.refunds, a.adjustments, a."transfersIn" as transfers_in, a."transfersOut" as transfers_out, a.expired,
    a."netChange" as net_change, a.closing from (${lines}) a`;
}

function binCard(given: Parameters): string {
  only(given, ['productId', 'locationId', 'from', 'to']);
  const product = id(given, 'productId');
  if (!product) throw badInput('productId', 'Give productId');
  const { from, to } = days(given);
  const locationId = id(given, 'locationId');
  return withLiterals(exportBinCard, { productId: product, locationId, from, to });
}

function only(given: Parameters, known: string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw badInput(unknown, `There is no filter ${unknown}; there are ${known.join(', ')}`);
  }
}

function id(given: Parameters, name: string): string | null {
  return checkId(given[name], name) ?? null;
}

function oneOf(given: Parameters, name: string, values: string[]): string | null {
  const value = given[name];
  if (value === undefined) return null;
  checkText(value, name);
  if (!values.includes(value)) throw badInput(name, `${name} must be one of ${values.join(', ')}`);
  return value;
}

function days(given: Parameters): { from: string | null; to: string | null } {
  const [from = null, to = null] = ['from', 'to'].map((name) => {
    const value = given[name];
    if (value === undefined) return null;
    if (!isDay(value)) throw badInput(name, `${name} must be a day such as 2026-01-31`);
    return value;
  });
  checkDays(from, to);
  return { from, to };
}
