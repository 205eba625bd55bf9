import { ApiError, inOrder, type ApiClient } from './api-client';
import type { Plan, PlannedIntake } from './plan';

/** The location of a replay, and the ids of its products. */
export interface Shop {
  readonly locationId: string;
  /** Product id by stock code. */
  readonly products: Map<string, string>;
}

const LOCATION_CODE = 'SHOP';
const FIND_LOCATION = `{ location(code: "${LOCATION_CODE}") { id } }`;
const CREATE_LOCATION = `mutation { createLocation(input: { code: "${LOCATION_CODE}", name: "Shop floor", kind: STOREFRONT }) { id } }`;
const FIND_PRODUCTS = `query ($skus: [String!]!) { products(filter: { skus: $skus }, first: 500) { nodes { id sku } } }`;
const FIND_PRODUCT = `query ($sku: String!) { product(sku: $sku) { id } }`;
const CREATE_PRODUCT = `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`;
const RECEIVE = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`;
const CHUNK = 500;
/** The batch of an earlier week expires first, and after the last sale of it. */
const SHELF_LIFE_DAYS = 365;

interface Found {
  readonly id: string;
}

/** Creates the location and the products that do not exist yet. */
export async function prepareShop(api: ApiClient, plan: Plan, clients: number): Promise<Shop> {
  const { location } = await api.request<{ location: Found | null }>(FIND_LOCATION);
  const locationId =
    location?.id ??
    (await api.request<{ createLocation: Found }>(CREATE_LOCATION)).createLocation.id;
  const products = new Map<string, string>();
  for (let from = 0; from < plan.products.length; from += CHUNK) {
    const skus = plan.products.slice(from, from + CHUNK).map(({ code }) => code);
    const found = await api.request<{ products: { nodes: { id: string; sku: string }[] } }>(
      FIND_PRODUCTS,
      { skus },
    );
    for (const { id, sku } of found.products.nodes) products.set(sku, id);
  }
  const missing = plan.products.filter(({ code }) => !products.has(code));
  await inOrder(missing, clients, async ({ code, name, tracked }) => {
    const input = { sku: code, name: name.slice(0, 200), trackInventory: tracked };
    products.set(code, await createProduct(api, input));
  });
  return { locationId, products };
}

/** Creates a product and returns its id, or that of the product with this SKU. */
export async function createProduct(
  api: ApiClient,
  input: { readonly sku: string },
): Promise<string> {
  try {
    const created = await api.request<{ createProduct: Found }>(CREATE_PRODUCT, { input });
    return created.createProduct.id;
  } catch (error) {
    // The product exists: a response was lost, or another run created it.
    if (!(error instanceof ApiError) || error.code !== 'SKU_TAKEN') throw error;
    const found = await api.request<{ product: Found }>(FIND_PRODUCT, { sku: input.sku });
    return found.product.id;
  }
}

function expiryOf(week: string): string {
  const day = new Date(`${week}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + SHELF_LIFE_DAYS);
  return day.toISOString().slice(0, 10);
}

/** Receives the goods that the file sells in a week, on its Monday, one batch per product. Returns the units received. */
export async function receiveIntake(
  api: ApiClient,
  { fileId }: Plan,
  shop: Shop,
  { week, batches }: PlannedIntake,
): Promise<number> {
  let units = 0;
  for (let from = 0; from < batches.length; from += CHUNK) {
    const lines = batches.slice(from, from + CHUNK).map(({ code, quantity }) => ({
      productId: shop.products.get(code)!,
      batchNumber: `${week}-${fileId}`,
      quantity,
      expiryDate: expiryOf(week),
    }));
    const idempotencyKey = `${fileId}-intake-${week}-${from / CHUNK}`;
    const input = {
      ...{ locationId: shop.locationId, reference: `Week of ${week}` },
      ...{ businessDate: week, idempotencyKey, lines },
    };
    await api.request(RECEIVE, { input });
    units += lines.reduce((total, line) => total + line.quantity, 0);
  }
  return units;
}
