import { randomUUID } from 'node:crypto';
import { addDays } from '../support/days';
import type { TestShop } from '../support/shop';
import { asApprover } from './writers';

/** An id that no row has. */
export const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';

export interface Line {
  readonly product?: string;
  readonly quantity?: number | string;
  readonly unit?: string;
}

interface SaleLine extends Line {
  readonly batch?: string;
  readonly lot?: string;
}

interface SaleHeader {
  readonly receiptNumber?: string;
  readonly location?: string;
  readonly id?: string;
  readonly occurredAt?: string;
  readonly businessDate?: string;
  readonly reservations?: readonly string[];
}

/** A sale as a person in psql writes it: the header, then its lines in one statement. */
export function saleSql(shop: TestShop, lines: SaleLine[], header: SaleHeader = {}): string {
  const id = header.id ?? randomUUID();
  const occurredAt = header.occurredAt ? `'${header.occurredAt}'` : 'null';
  const businessDate = header.businessDate ? `'${header.businessDate}'` : 'null';
  const reservations = header.reservations ? `'{${header.reservations.join(',')}}'` : 'null';
  const values = lines.map(
    ({ product = shop.product, quantity = 1, unit = 'unit', batch, lot }, index) =>
      `('${shop.tenant}', inventory.uuid_v7(), '${id}', ${index + 1}, '${product}', ${quantity}, '${unit}', ${orNull(batch)}, ${orNull(lot)})`,
  );
  return `insert into inventory.sales (tenant_id, id, receipt_number, location_id, occurred_at, business_date, reservation_ids)
    values ('${shop.tenant}', '${id}', '${header.receiptNumber ?? id}', '${header.location ?? shop.location}', ${occurredAt}, ${businessDate}, ${reservations});
    ${lines.length === 0 ? '' : `insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit, batch_id, lot_id) values ${values.join(', ')};`}`;
}

const orNull = (id: string | undefined) => (id ? `'${id}'` : 'null');

interface BatchLine extends Line {
  readonly number?: string;
  readonly expiry?: string;
  readonly cost?: number | string;
  readonly acceptExpired?: true;
}

/** A receipt with its batches. */
export function receiptSql(
  shop: TestShop,
  lines: BatchLine[],
  header: { location?: string; receivedAt?: string; businessDate?: string } = {},
): string {
  const id = randomUUID();
  const receivedAt = header.receivedAt ? `'${header.receivedAt}'` : 'now()';
  const businessDate = header.businessDate ? `'${header.businessDate}'` : 'null';
  const values = lines.map(
    ({
      product = shop.product,
      quantity = 1,
      unit = 'unit',
      number,
      expiry = 'null',
      cost = 1,
      acceptExpired = false,
    }) =>
      `('${shop.tenant}', inventory.uuid_v7(), '${id}', '${product}', '${number ?? randomUUID()}', ${quantity}, '${unit}', ${expiry}, ${cost}, ${acceptExpired})`,
  );
  return `insert into inventory.receipts (tenant_id, id, location_id, received_at, business_date)
    values ('${shop.tenant}', '${id}', '${header.location ?? shop.location}', ${receivedAt}, ${businessDate});
    ${lines.length === 0 ? '' : `insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit, expiry_at_receipt, unit_cost, accepted_expired) values ${values.join(', ')};`}`;
}

/** Another batch of a batch's lot, which it names by its id. */
export function batchLotSql(shop: TestShop, batch: string, expiry = 'null'): string {
  const id = randomUUID();
  return `insert into inventory.receipts (tenant_id, id, location_id) values ('${shop.tenant}', '${id}', '${shop.location}');
    insert into inventory.batches (tenant_id, id, receipt_id, product_id, lot_id, quantity, received_unit, expiry_at_receipt)
    values ('${shop.tenant}', inventory.uuid_v7(), '${id}', '${shop.product}', (select b.lot_id from inventory.batches b where b.id = '${batch}'), 1, 'unit', ${expiry});`;
}

/** A refund with its lines. */
export function refundSql(
  shop: TestShop,
  lines: { line?: string; quantity: number; disposition?: string }[],
  header: {
    sale?: string;
    reason?: string;
    location?: string;
    id?: string;
    businessDate?: string;
  } = {},
): string {
  const { id = randomUUID(), location } = header;
  const values = lines.map(
    ({ line = shop.line, quantity, disposition = 'RESTOCK' }) =>
      `('${shop.tenant}', inventory.uuid_v7(), '${id}', '${line}', ${quantity}, '${disposition}')`,
  );
  return `insert into inventory.refunds (tenant_id, id, sale_id, location_id, reason, business_date)
    values ('${shop.tenant}', '${id}', '${header.sale ?? shop.sale}', ${location ? `'${location}'` : 'null'}, '${header.reason ?? 'came back'}', ${header.businessDate ? `'${header.businessDate}'` : 'null'});
    ${lines.length === 0 ? '' : `insert into inventory.refund_lines (tenant_id, id, refund_id, sale_line_id, quantity, disposition) values ${values.join(', ')};`}`;
}

interface MovementColumns {
  readonly kind: string;
  readonly quantity: number;
  readonly sequence: number;
  readonly before: number;
  readonly after: number;
  readonly reverses: string;
  readonly batch: string;
}

/** A movement of the untouched batch, with every column given. It holds 50 at sequence 1. */
export function movementSql(shop: TestShop, given: Partial<MovementColumns> = {}): string {
  const { kind = 'SALE', quantity = -5, sequence = 2, before = 50, reverses = 'null' } = given;
  const { after = before + quantity, batch = shop.untouchedBatch } = given;
  return `insert into inventory.movements (tenant_id, id, kind, product_id, batch_id, location_id, quantity, sequence,
      balance_before, balance_after, business_date, recorded_at, actor, reverses_id, document_type, document_id, document_line_id, hash)
    values ('${shop.tenant}', inventory.uuid_v7(), '${kind}', '${shop.product}', '${batch}', '${shop.location}', ${quantity},
      ${sequence}, ${before}, ${after}, '${shop.today}', now(), 'tester', ${reverses}, 'SALE', '${shop.sale}', '${shop.line}', '')`;
}

/** A document's next status; `reason` is the column of the reason and its text. */
export function stepSql(
  table: string,
  id: string,
  status: string,
  reason?: Record<string, string>,
): string {
  const [column, text] = Object.entries(reason ?? {})[0] ?? [];
  return `update inventory.${table} set status = '${status}'${column ? `, ${column} = '${text}'` : ''} where id = '${id}';`;
}

/** A document's steps one after the other, each by an actor who may take it. */
export function stepsSql(table: string, id: string, ...statuses: string[]): string {
  return statuses
    .map((status) => stepSql(table, id, status))
    .map((sql, index) => (statuses[index] === 'APPROVED' ? asApprover(sql) : sql))
    .join(' ');
}

interface AdjustmentColumns {
  readonly id: string;
  readonly batch: string;
  readonly location: string;
  readonly product: string;
  readonly type: string;
  readonly quantity: number | string;
  readonly unit: string;
  readonly reason: string;
  readonly businessDate: string;
}

/** A PENDING adjustment, of the untouched batch unless another one is given. */
export function adjustmentSql(shop: TestShop, given: Partial<AdjustmentColumns> = {}): string {
  const { id = randomUUID(), batch = shop.untouchedBatch, location = shop.location } = given;
  const { product = shop.product, quantity = -1 } = given;
  const { type = Number(quantity) > 0 ? 'RETURN' : 'DAMAGE' } = given;
  const { unit = 'unit', reason = 'fell down' } = given;
  return `insert into inventory.adjustments (tenant_id, id, batch_id, location_id, product_id, type, quantity, unit, reason, business_date)
    values ('${shop.tenant}', '${id}', '${batch}', '${location}', '${product}', '${type}', ${quantity}, '${unit}', '${reason}', ${given.businessDate ? `'${given.businessDate}'` : 'null'});`;
}

/** An adjustment and its steps. */
export function adjustedSql(
  shop: TestShop,
  given: Partial<AdjustmentColumns>,
  ...statuses: string[]
): string {
  const id = randomUUID();
  return `${adjustmentSql(shop, { ...given, id })} ${stepsSql('adjustments', id, ...statuses)}`;
}

interface ReservationColumns extends Line {
  readonly id?: string;
  readonly location?: string;
  readonly expires?: string;
}

/** A reservation, for a day unless another time is given. */
export function reservationSql(shop: TestShop, given: ReservationColumns = {}): string {
  const { id = randomUUID(), product = shop.product, location = shop.location } = given;
  const { quantity = 1, unit = 'unit', expires = `now() + interval '1 day'` } = given;
  return `insert into inventory.reservations (tenant_id, id, product_id, location_id, quantity, unit, expires_at)
    values ('${shop.tenant}', '${id}', '${product}', '${location}', ${quantity}, '${unit}', ${expires});`;
}

/** A new end of a reservation, in five days unless another time is given. */
export function extendSql(reservation: string, until = `now() + interval '5 days'`): string {
  return `update inventory.reservations set expires_at = ${until} where id = '${reservation}';`;
}

/** An expiry write-off, of everything unless a place is given. */
export function writeOffSql(shop: TestShop, location?: string): string {
  return `insert into inventory.expiry_write_offs (tenant_id, id, location_id)
    values ('${shop.tenant}', inventory.uuid_v7(), ${location ? `'${location}'` : 'null'});`;
}

/** A batch's hold. */
export function holdSql(batch: string, hold: string | null, reason = 'suspicious'): string {
  return `update inventory.batches set hold = ${hold ? `'${hold}'` : 'null'}, hold_reason = '${reason}' where id = '${batch}';`;
}

/** A lot's hold. */
export function lotHoldSql(lot: string, hold: string | null, reason = 'suspicious'): string {
  return `update inventory.lots set hold = ${hold ? `'${hold}'` : 'null'}, hold_reason = '${reason}' where id = '${lot}';`;
}

/** A correction of a lot's expiry date, a day so many days after the shop's today. */
export function lotExpirySql(
  shop: TestShop,
  lot: string,
  days: number,
  reason = 'misread',
): string {
  return `update inventory.lots set expiry_date = '${addDays(shop.today, days)}', expiry_reason = '${reason}' where id = '${lot}';`;
}

/** Closes a day, so many days after the shop's today. */
export function dayClosed(shop: TestShop, days: number): string {
  return `insert into inventory.closed_days (tenant_id, business_date) values ('${shop.tenant}', '${addDays(shop.today, days)}')`;
}

/** A signing key, of 32 bytes unless others are given. */
export function signingKeySql(
  shop: TestShop,
  { generation = 1, publicKey = `sha256('key')` }: { generation?: number; publicKey?: string } = {},
): string {
  return `insert into inventory.signing_keys (tenant_id, generation, public_key) values ('${shop.tenant}', ${generation}, ${publicKey});`;
}

/** The signature of a day, so many days after the shop's today, by the tenant's first key unless another is given. */
export function signatureSql(
  shop: TestShop,
  days: number,
  {
    key = `(select k.key_id from inventory.signing_keys k where k.generation = 1)`,
    bytes = 64,
  } = {},
): string {
  return `insert into inventory.checkpoint_signatures (tenant_id, business_date, key_id, signature)
    values ('${shop.tenant}', '${addDays(shop.today, days)}', ${key}, decode(repeat('00', ${bytes}), 'hex'));`;
}

/**
 * Batches ARC and ARC2 of 10, received three days ago by receipts of their own; 4 of ARC were sold the day before yesterday,
 * by receipt number ARC. Those two days are closed.
 */
export function pastSql(shop: TestShop, more = ''): string {
  const [received, sold] = [addDays(shop.today, -3), addDays(shop.today, -2)];
  const [product, other] = [randomUUID(), randomUUID()];
  const receive = (id: string, number: string) =>
    `insert into inventory.products (tenant_id, id, sku, name) values ('${shop.tenant}', '${id}', '${number}', 'Archived');
     ${receiptSql(shop, [{ product: id, number, quantity: 10 }], { businessDate: received })}`;
  return `${receive(product, 'ARC')} ${receive(other, 'ARC2')}
    ${saleSql(shop, [{ product, quantity: 4 }], { receiptNumber: 'ARC', businessDate: sold })}
    ${more}
    set constraints all immediate; set constraints all deferred;
    ${dayClosed(shop, -3)}; ${dayClosed(shop, -2)};`;
}

interface ArchiveColumns {
  readonly hash: string;
  readonly file: string;
  readonly movements: string;
}

/** An archive up to a day, so many days after the shop's today, with what the checkpoint of that day says. */
export function archiveSql(
  shop: TestShop,
  days: number,
  given: Partial<ArchiveColumns> = {},
): string {
  const { hash = 'c.hash', file = `sha256('file')` } = given;
  const {
    movements = `c.movements - coalesce((select sum(a.movements) from inventory.archives a), 0)`,
  } = given;
  return `insert into inventory.archives (tenant_id, business_date, file_hash, checkpoint_hash, movements)
    select c.tenant_id, c.business_date, ${file}, ${hash}, ${movements} from inventory.closed_days c
    where c.business_date = '${addDays(shop.today, days)}';`;
}
