import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';
import { stepsSql, type Line } from './statements';

interface TransferLine extends Line {
  readonly batch?: string;
}

/** A transfer with its lines, from the storefront to the warehouse unless said otherwise, and its steps. */
export function transferSql(
  shop: TestShop,
  lines: TransferLine[],
  header: { from?: string; to?: string; id?: string } = {},
  ...statuses: string[]
): string {
  const { id = randomUUID() } = header;
  const { from = shop.location, to = shop.otherLocation } = header;
  const values = lines.map(
    ({ product = shop.product, quantity = 1, unit = 'unit', batch }, index) =>
      `('${shop.tenant}', inventory.uuid_v7(), '${id}', ${index + 1}, '${product}', ${batch ? `'${batch}'` : 'null'}, ${quantity}, '${unit}')`,
  );
  return `insert into inventory.transfers (tenant_id, id, from_location_id, to_location_id) values ('${shop.tenant}', '${id}', '${from}', '${to}');
    ${lines.length === 0 ? '' : `insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, batch_id, quantity, unit) values ${values.join(', ')};`}
    ${stepsSql('transfers', id, ...statuses)}`;
}

/** What arrived of a transfer of one line. */
export function arrivalSql(
  shop: TestShop,
  transfer: string,
  quantity: number | string,
  batch?: string,
): string {
  return `insert into inventory.transfer_arrivals (tenant_id, id, transfer_id, transfer_line_id, batch_id, quantity)
    select tenant_id, inventory.uuid_v7(), transfer_id, id, ${batch ? `'${batch}'` : 'null'}, ${quantity}
    from inventory.transfer_lines where transfer_id = '${transfer}';`;
}

/** A request to close a transfer short. */
export function closingSql(shop: TestShop, transfer: string, reason = 'fell off'): string {
  return `insert into inventory.transfer_closings (tenant_id, id, transfer_id, reason)
    values ('${shop.tenant}', inventory.uuid_v7(), '${transfer}', '${reason}');`;
}
