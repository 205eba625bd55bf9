import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';
import type { Line } from './statements';

/** Components of a product, whatever it is. */
export function componentsSql(shop: TestShop, kit: string, components: Line[]): string {
  const values = components.map(
    ({ product = shop.product, quantity = 1 }) =>
      `('${shop.tenant}', inventory.uuid_v7(), '${kit}', '${product}', ${quantity})`,
  );
  return values.length === 0
    ? ''
    : `insert into inventory.kit_components (tenant_id, id, kit_id, component_id, quantity) values ${values.join(', ')};`;
}

/** A kit with its components, as a person in psql writes it. */
export function kitSql(shop: TestShop, components: Line[], id: string = randomUUID()): string {
  return `insert into inventory.products (tenant_id, id, sku, name, kind) values ('${shop.tenant}', '${id}', '${id}', 'kit', 'KIT');
    ${componentsSql(shop, id, components)}`;
}

/** Makes a kit of the shop's product through its entry point, and returns its id. */
export async function createKit(shop: TestShop, sku: string): Promise<string> {
  const components = [{ productId: shop.product, quantity: 2 }];
  return (await shop.call('create_product', { sku, name: sku, kind: 'KIT', components })).id;
}
