import { randomUUID } from 'node:crypto';
import { componentsSql } from './kit-statements';
import type { TestShop } from '../support/shop';
import type { Line } from './statements';

interface Assembly extends Line {
  readonly id?: string;
  readonly location?: string;
  readonly batchNumber?: string;
  readonly businessDate?: string;
}

const orNull = (value: string | undefined) => (value ? `'${value}'` : 'null');

/** An assembly as a person in psql writes it; of the shop's set, at its storefront, unless said otherwise. */
export function assemblySql(shop: TestShop, given: Assembly = {}): string {
  const { id = randomUUID(), product = shop.set, quantity = 1, unit = 'unit' } = given;
  const { location = shop.location, batchNumber, businessDate } = given;
  return `insert into inventory.assemblies (tenant_id, id, product_id, location_id, quantity, unit, batch_number, business_date)
    values ('${shop.tenant}', '${id}', '${product}', '${location}', ${quantity}, '${unit}', ${orNull(batchNumber)}, ${orNull(businessDate)});`;
}

/** Goods that are assembled from components. */
export function setSql(shop: TestShop, components: Line[], id: string): string {
  return `insert into inventory.products (tenant_id, id, sku, name) values ('${shop.tenant}', '${id}', '${id}', 'set');
    ${componentsSql(shop, id, components)}`;
}

export const voidSql = (id: string) =>
  `update inventory.assemblies set status = 'VOIDED', void_reason = 'wrong' where id = '${id}';`;
