import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';
import { stepSql, type Line } from './statements';

interface OrderHeader {
  readonly id?: string;
  readonly number?: string;
  readonly supplier?: string;
  readonly location?: string;
}

/** A purchase order with its lines, and its steps. */
export function orderSql(
  shop: TestShop,
  lines: Line[],
  header: OrderHeader = {},
  ...statuses: string[]
): string {
  const { id = randomUUID(), number = id } = header;
  const { supplier = shop.supplier, location = shop.location } = header;
  const values = lines.map(
    ({ product = shop.orderedProduct, quantity = 1, unit = 'unit' }, index) =>
      `('${shop.tenant}', inventory.uuid_v7(), '${id}', ${index + 1}, '${product}', ${quantity}, '${unit}')`,
  );
  return `insert into inventory.purchase_orders (tenant_id, id, order_number, supplier_id, location_id) values ('${shop.tenant}', '${id}', '${number}', '${supplier}', '${location}');
    ${lines.length === 0 ? '' : `insert into inventory.purchase_order_lines (tenant_id, id, purchase_order_id, line_number, product_id, quantity, unit) values ${values.join(', ')};`}
    ${statuses.map((status) => stepSql('purchase_orders', id, status)).join(' ')}`;
}

interface ReceivedLine extends Line {
  readonly line?: string;
}

/** What comes in for an order: the one of which 4 of 10 have come, unless another is given. */
export function orderReceiptSql(
  shop: TestShop,
  lines: ReceivedLine[],
  header: { order?: string; location?: string; supplier?: string; text?: string } = {},
): string {
  const id = randomUUID();
  const { order = shop.partialOrder, location = shop.location, supplier, text } = header;
  const values = lines.map(
    ({ product = shop.orderedProduct, quantity = 1, unit = 'unit', line }, index) =>
      `('${shop.tenant}', inventory.uuid_v7(), '${id}', ${index + 1}, ${line ? `'${line}'` : 'null'}, '${product}', ${quantity}, '${unit}')`,
  );
  return `insert into inventory.receipts (tenant_id, id, location_id, supplier_id, supplier, purchase_order_id) values ('${shop.tenant}', '${id}', '${location}', ${supplier ? `'${supplier}'` : 'null'}, ${text ? `'${text}'` : 'null'}, '${order}');
    insert into inventory.batches (tenant_id, id, receipt_id, line_number, purchase_order_line_id, product_id, quantity, received_unit) values ${values.join(', ')};`;
}
