import { ApiClient, inOrder } from './api-client';
import { DEPOT, MARKET, SHOP, type DemoPlan, type DemoWeek } from './demo-plan';
import type { LoadOptions } from './load';
import { createProduct } from './prepare';

const LOCATIONS = '{ locations { id code } }';
const CREATE_LOCATION = `mutation ($input: CreateLocationInput!) { createLocation(input: $input) { id } }`;
const PRODUCTS = '{ products(first: 500) { nodes { id sku } } }';
const REQUEST = `mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id status } }`;
const APPROVE = `mutation ($id: ID!) { approveAdjustment(id: $id) { id } }`;
const COMPLETE = `mutation ($id: ID!) { completeAdjustment(id: $id) { id } }`;

const PLACES = [
  { code: DEPOT, name: 'Depot', kind: 'WAREHOUSE' },
  { code: SHOP, name: 'Shop floor', kind: 'STOREFRONT' },
  { code: MARKET, name: 'Market stall', kind: 'STOREFRONT' },
];

interface Sold {
  readonly id: string;
  readonly lines: readonly { readonly id: string }[];
}

/** The demo while it is loaded: its clients, and what was written so far. */
export class DemoShop {
  readonly api: ApiClient;
  readonly approver: ApiClient;
  readonly places = new Map<string, string>();
  readonly products = new Map<string, string>();
  /** The newest batch of a product in the shop, by SKU. */
  readonly batches = new Map<string, string>();

  constructor(options: LoadOptions) {
    this.api = new ApiClient(options.url, options.token);
    this.approver = new ApiClient(options.url, options.approverToken);
  }

  /** Creates what is missing of the places and the products. */
  async prepare({ products }: DemoPlan, clients: number): Promise<void> {
    const { locations } = await this.api.request<{ locations: { id: string; code: string }[] }>(
      LOCATIONS,
    );
    for (const { id, code } of locations) this.places.set(code, id);
    for (const input of PLACES.filter(({ code }) => !this.places.has(code))) {
      const { createLocation } = await this.api.request<{ createLocation: { id: string } }>(
        CREATE_LOCATION,
        { input },
      );
      this.places.set(input.code, createLocation.id);
    }
    const { nodes } = (
      await this.api.request<{ products: { nodes: { id: string; sku: string }[] } }>(PRODUCTS)
    ).products;
    for (const { id, sku } of nodes) this.products.set(sku, id);
    const missing = products.filter(({ sku }) => !this.products.has(sku));
    await inOrder(missing, clients, async (input) => {
      this.products.set(input.sku, await createProduct(this.api, input));
    });
  }

  /** Writes the documents of a week, each with its date. */
  async replay({ from, to, receipts, sales, refunds, damages }: DemoWeek): Promise<void> {
    const received = await this.mutate<{ batches: { id: string; product: { sku: string } }[] }>(
      'receiveStock(input: ReceiveStockInput!) { batches { id product { sku } } }',
      receipts.map(({ place, lines }) => ({
        ...{ locationId: this.places.get(place), businessDate: from },
        ...{ supplier: 'Riverside Wholesale', reference: `PO-${from}-${place}` },
        idempotencyKey: `demo-receipt-${from}-${place}`,
        lines: lines.map(({ sku, ...line }) => ({ ...line, productId: this.products.get(sku) })),
      })),
    );
    for (const { id, product } of received[0]!.batches) this.batches.set(product.sku, id);

    const sold = await this.mutate<Sold>(
      'recordSale(input: RecordSaleInput!) { id lines { id } }',
      sales.map(({ receiptNumber, place, date, time, lines }) => ({
        ...{ locationId: this.places.get(place), receiptNumber },
        ...{ businessDate: date, occurredAt: time, idempotencyKey: `demo-sale-${receiptNumber}` },
        lines: this.lines(lines),
      })),
    );
    const saleOf = new Map(sales.map(({ receiptNumber }, index) => [receiptNumber, sold[index]!]));
    await this.mutate(
      'refundSale(input: RefundSaleInput!) { id }',
      refunds.map(({ receiptNumber, reason }) => ({
        ...{ saleId: saleOf.get(receiptNumber)!.id, reason, businessDate: to },
        idempotencyKey: `demo-refund-${receiptNumber}`,
        lines: [{ saleLineId: saleOf.get(receiptNumber)!.lines[0]!.id, quantity: 1 }],
      })),
    );
    for (const { sku, reason } of damages) await this.damage(sku, reason, to);
  }

  /** Sends one mutation for each input, in their order and in one request: `operation(input: Type!) { fields }`. */
  private async mutate<Result>(mutation: string, inputs: readonly object[]): Promise<Result[]> {
    const [, operation, type, fields] = /^(\w+)\(input: (\w+!)\) (.*)$/.exec(mutation)!;
    const declared = inputs.map((_, index) => `$i${index}: ${type}`).join(', ');
    const calls = inputs.map((_, index) => `m${index}: ${operation}(input: $i${index}) ${fields}`);
    const variables = Object.fromEntries(inputs.map((input, index) => [`i${index}`, input]));
    const answer = await this.api.request<Record<string, Result>>(
      `mutation (${declared}) { ${calls.join(' ')} }`,
      variables,
    );
    return inputs.map((_, index) => answer[`m${index}`]!);
  }

  /** Lines by SKU as lines by id. */
  lines(lines: readonly { readonly sku: string; readonly quantity: number }[]): object[] {
    return lines.map(({ sku, ...line }) => ({ productId: this.products.get(sku), ...line }));
  }

  private async damage(sku: string, reason: string, businessDate: string): Promise<void> {
    const { requestAdjustment } = await this.api.request<{
      requestAdjustment: { id: string; status: string };
    }>(REQUEST, {
      input: {
        ...{ batchId: this.batches.get(sku), locationId: this.places.get(SHOP) },
        ...{ type: 'DAMAGE', quantity: -1, reason, businessDate },
        idempotencyKey: `demo-damage-${businessDate}-${sku}`,
      },
    });
    const { id, status } = requestAdjustment;
    if (status === 'PENDING') await this.approver.request(APPROVE, { id });
    if (status !== 'COMPLETED') await this.api.request(COMPLETE, { id });
  }
}
