import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';

/** An id that nothing has. */
export const NOBODY = '01900000-0000-7000-8000-000000000000';

interface Line {
  readonly product?: string;
  readonly quantity?: number | string;
  readonly unit?: string;
}

/** A sale as a person in psql writes it: the header, then its lines in one statement. */
export function saleSql(
  shop: TestShop,
  lines: Line[],
  header: { receiptNumber?: string; location?: string; id?: string } = {},
): string {
  const id = header.id ?? randomUUID();
  const values = lines.map(
    ({ product = shop.product, quantity = 1, unit = 'unit' }, index) =>
      `('${shop.tenant}', inventory.uuid_v7(), '${id}', ${index + 1}, '${product}', ${quantity}, '${unit}')`,
  );
  return `insert into inventory.sales (tenant_id, id, receipt_number, location_id)
    values ('${shop.tenant}', '${id}', '${header.receiptNumber ?? id}', '${header.location ?? shop.location}');
    ${lines.length === 0 ? '' : `insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit) values ${values.join(', ')};`}`;
}

interface BatchLine extends Line {
  readonly number?: string;
  readonly expiry?: string;
  readonly cost?: number;
}

/** A receipt with its batches. */
export function receiptSql(
  shop: TestShop,
  lines: BatchLine[],
  header: { location?: string } = {},
): string {
  const id = randomUUID();
  const values = lines.map(
    ({ product = shop.product, quantity = 1, unit = 'unit', number, expiry = 'null', cost = 1 }) =>
      `('${shop.tenant}', inventory.uuid_v7(), '${id}', '${product}', '${number ?? randomUUID()}', ${quantity}, '${unit}', ${expiry}, ${cost})`,
  );
  return `insert into inventory.receipts (tenant_id, id, location_id)
    values ('${shop.tenant}', '${id}', '${header.location ?? shop.location}');
    ${lines.length === 0 ? '' : `insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit, expiry_date, unit_cost) values ${values.join(', ')};`}`;
}

/** A refund with its lines. */
export function refundSql(
  shop: TestShop,
  lines: { line?: string; quantity: number }[],
  header: { sale?: string; reason?: string } = {},
): string {
  const id = randomUUID();
  const values = lines.map(
    ({ line = shop.line, quantity }) =>
      `('${shop.tenant}', inventory.uuid_v7(), '${id}', '${line}', ${quantity})`,
  );
  return `insert into inventory.refunds (tenant_id, id, sale_id, reason)
    values ('${shop.tenant}', '${id}', '${header.sale ?? shop.sale}', '${header.reason ?? 'came back'}');
    ${lines.length === 0 ? '' : `insert into inventory.refund_lines (tenant_id, id, refund_id, sale_line_id, quantity) values ${values.join(', ')};`}`;
}

/** Runs a statement from within a trigger that the owner writes: past every guard that asks for the depth. */
export function throughTrigger(statement: string): string {
  return `create table inventory.scratch (x int);
    create function inventory.scratch_write() returns trigger language plpgsql as $f$ begin ${statement}; return null; end $f$;
    create trigger scratch after insert on inventory.scratch for each row execute function inventory.scratch_write();
    insert into inventory.scratch values (1);`;
}

/** As a restore or a replica writes: triggers that are not ENABLE ALWAYS and foreign keys do not fire. */
export function asReplica(statement: string): string {
  return `set local session_replication_role = replica; ${statement}; set local session_replication_role = origin;`;
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
      ${sequence}, ${before}, ${after}, current_date, now(), 'tester', ${reverses}, 'SALE', '${shop.sale}', '${shop.line}', '')`;
}
