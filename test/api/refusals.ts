import type { TestShop } from '../support/shop';
import { rowCounts, type TestServer } from './support';

export const SALE = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
export const RECEIVE =
  'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }';
export const PRODUCT =
  'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }';

/** A request that must be refused, with the code and the field that its error must have. */
export type RefusedRequest = readonly [
  what: string,
  query: string,
  variables: (shop: TestShop) => object,
  code: string,
  field: string,
];

/** Sends a request and expects that it is refused, that the error reveals no internals, and that nothing was written. */
export async function expectRefusal(
  server: TestServer,
  ...[, query, variables, code, field]: RefusedRequest
): Promise<void> {
  const before = await rowCounts(server);
  const { errors } = await server.api.request(query, variables(server.shop));
  expect(errors?.[0]?.extensions).toMatchObject({ code, details: { field } });
  expect(JSON.stringify(errors)).not.toMatch(/inventory\.|node_modules|stack/);
  expect(await rowCounts(server)).toEqual(before);
}

/** The input of a sale or receipt at the shop's location. */
export function atLocation(shop: TestShop, lines: object[], more: object = {}): object {
  return { input: { locationId: shop.location, lines, ...more } };
}

/** A line of the shop's product. */
export function line({ product }: TestShop, quantity: unknown, more: object = {}): object {
  return { productId: product, quantity, ...more };
}
