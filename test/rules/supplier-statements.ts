import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';

interface SupplierColumns {
  readonly id: string;
  readonly code: string;
  readonly days: number | string;
}

/** A supplier. */
export function supplierSql(shop: TestShop, given: Partial<SupplierColumns> = {}): string {
  const { id = randomUUID(), code = randomUUID(), days = 'null' } = given;
  return `insert into inventory.suppliers (tenant_id, id, code, name, lead_time_days) values ('${shop.tenant}', '${id}', '${code}', 'x', ${days});`;
}

interface SoldColumns {
  readonly supplier: string;
  readonly product: string;
  readonly code: string;
  readonly unit: string;
  readonly price: number;
  readonly minimum: number | string;
}

/** What a supplier sells: of the shop's supplier the product, unless others are given. */
export function soldSql(shop: TestShop, given: Partial<SoldColumns> = {}): string {
  const { supplier = shop.supplier, product = shop.product, code, unit, price = 1 } = given;
  const text = (value?: string) => (value === undefined ? 'null' : `'${value}'`);
  return `insert into inventory.supplier_products (tenant_id, id, supplier_id, product_id, code, unit, price, minimum_quantity)
    values ('${shop.tenant}', inventory.uuid_v7(), '${supplier}', '${product}', ${text(code)}, ${text(unit)}, ${price}, ${given.minimum ?? 1});`;
}
