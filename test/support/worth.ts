import { addDays } from './days';
import { openOperations, type Operations } from './operations';

export const RECEIVE = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id batches { id } } }`;
export const SELL = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id lines { id unitPrice } } }`;
const REFUND = `mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }`;
const ADJUST = `mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id } }`;
export const COST = `mutation ($batchId: ID!, $amount: String!, $kind: CostKind, $date: LocalDate) {
  addBatchCost(batchId: $batchId, amount: $amount, reason: "invoice", kind: $kind, businessDate: $date) {
    id costs { amount kind } } }`;
export const SPREAD = `mutation ($input: AddReceiptCostInput!) { addReceiptCost(input: $input) { id } }`;
const VALUE = `query ($at: LocalDate, $product: ID, $location: ID, $by: StockValueGroup) {
  stockValue(at: $at, productId: $product, locationId: $location, groupBy: $by) {
    quantity value quantityWithoutCost inTransitValue inTransitQuantityWithoutCost
    lines { quantity value quantityWithoutCost product { sku } location { code } batch { batchNumber } } } }`;
const MARGIN = `query ($from: LocalDate!, $to: LocalDate!, $location: ID) {
  margin(from: $from, to: $to, locationId: $location) {
    product { id } quantity cost revenue margin quantityWithoutCost quantityWithoutPrice } }`;

interface Receipt {
  readonly id: string;
  readonly batches: { readonly id: string }[];
}
interface Sale {
  readonly id: string;
  readonly lines: { readonly id: string; readonly unitPrice: string | null }[];
}

/** Operations on the days of one shop; a day is a number of days from today, and a place is Adenta where none is given. */
export async function openWorth() {
  const shop = await openOperations();
  const day = (days: number) => addDays(shop.server.shop.today, days);
  return { ...shop, day, ...documents(shop, day), ...figures(shop, day) };
}

function documents(shop: Operations, day: (days: number) => string) {
  const sellLines = async (days: number, lines: object[]): Promise<Sale> => {
    const input = { locationId: shop.adenta, businessDate: day(days), lines };
    return (await shop.ask(SELL, { input })).recordSale;
  };
  return {
    receiveOn: async (
      productId: string,
      days: number,
      batchNumber: string,
      quantity: number,
      unitCost?: string,
    ): Promise<Receipt> => {
      const lines = [{ productId, batchNumber, quantity, unitCost }];
      const input = { locationId: shop.adenta, businessDate: day(days), lines };
      return (await shop.ask(RECEIVE, { input })).receiveStock;
    },
    sellLines,
    sellOn: (productId: string, days: number, quantity: number, unitPrice?: string) =>
      sellLines(days, [{ productId, quantity, unitPrice }]),
    refundOn: (sale: Sale, days: number, quantity: number, more = {}) =>
      shop.ask(REFUND, {
        input: {
          ...{ saleId: sale.id, reason: 'torn', businessDate: day(days) },
          lines: [{ saleLineId: sale.lines[0]!.id, quantity, ...more }],
        },
      }),
    voidSale: (sale: Sale) =>
      shop.ask('mutation ($id: ID!) { voidSale(id: $id, reason: "wrong") { id } }', {
        id: sale.id,
      }),
    loseOn: async (batchId: string, days: number, quantity: number) => {
      const asked = await shop.ask(ADJUST, {
        input: {
          ...{ batchId, locationId: shop.adenta, type: 'DAMAGE', quantity: -quantity },
          ...{ reason: 'broken', businessDate: day(days) },
        },
      });
      const { id } = asked.requestAdjustment;
      await shop.askApprover(`mutation ($id: ID!) { approveAdjustment(id: $id) { id } }`, { id });
      await shop.ask(`mutation ($id: ID!) { completeAdjustment(id: $id) { id } }`, { id });
    },
    /** Sets are assembled; the id of the assembly. */
    assembleOn: async (productId: string, days: number, quantity: number): Promise<string> => {
      const input = { productId, locationId: shop.adenta, quantity, businessDate: day(days) };
      const asked = await shop.ask(
        'mutation ($input: AssembleStockInput!) { assembleStock(input: $input) { id } }',
        { input },
      );
      return asked.assembleStock.id;
    },
    addCost: (batchId: string, days: number, amount: string, kind = 'GOODS') =>
      shop.ask(COST, { batchId, amount, kind, date: day(days) }),
    spreadCost: (receiptId: string, amount: string, days: number, more = {}) =>
      shop.ask(SPREAD, {
        input: { receiptId, amount, reason: 'freight', businessDate: day(days), ...more },
      }),
  };
}

function figures(shop: Operations, day: (days: number) => string) {
  return {
    value: async (product?: string, days?: number, more = {}) => {
      const at = days === undefined ? undefined : day(days);
      return (await shop.ask(VALUE, { product, at, ...more })).stockValue;
    },
    /** Quantity, cost, revenue, margin, quantity without a cost, quantity without a price; undefined where nothing was sold. */
    margin: async (product: string, from: number, to: number, location?: string) => {
      const { margin } = await shop.ask(MARGIN, { from: day(from), to: day(to), location });
      const found = margin.find((line: { product: { id: string } }) => line.product.id === product);
      return (
        found && [
          ...[found.quantity, found.cost, found.revenue, found.margin],
          ...[found.quantityWithoutCost, found.quantityWithoutPrice],
        ]
      );
    },
  };
}

export type Worth = Awaited<ReturnType<typeof openWorth>>;
