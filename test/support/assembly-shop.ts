import { openOperations, type Operations } from './operations';

const FIELDS = `id status quantity unit partsCost partsWithoutCost businessDate actor voidedBy voidReason
  product { sku } location { code }
  batch { id batchNumber expiryDate status intakeQuantity remainingQuantity unitCost costs { kind amount } }
  parts { quantityPerSet quantity product { sku } allocations { quantity batch { id } } }
  movements { kind quantity product { sku } document { __typename } }`;
const ASSEMBLE = `mutation ($input: AssembleStockInput!) { assembleStock(input: $input) { ${FIELDS} } }`;
export const VOID = `mutation ($id: ID!) { voidAssembly(id: $id, reason: "wrong") { ${FIELDS} } }`;
const VALUE = `query ($product: ID, $at: LocalDate) { stockValue(productId: $product, at: $at) { quantity value quantityWithoutCost } }`;
export const COST = `mutation ($batchId: ID!, $amount: String!, $kind: CostKind) {
  addBatchCost(batchId: $batchId, amount: $amount, reason: "invoice", kind: $kind) { id } }`;

type Made = Operations['ask'] extends (...given: never[]) => Promise<infer T> ? T : never;

/** A shop with a lamp and its bulbs, and a set of one lamp and three bulbs, new for each test. */
export class AssemblyShop {
  serial = 0;
  lamp!: string;
  bulb!: string;
  set!: string;
  lamps!: string;
  bulbs!: [string, string];

  constructor(readonly operations: Operations) {}

  async stockUp(): Promise<void> {
    const shop = this.operations;
    this.serial++;
    this.lamp = await shop.product(`LAMP-${this.serial}`);
    this.bulb = await shop.product(`BULB-${this.serial}`);
    this.lamps = await shop.receive(shop.adenta, this.lamp, 5, { unitCost: '20' });
    this.bulbs = [
      await shop.receive(shop.adenta, this.bulb, 4, { expiryDate: '2100-02-01', unitCost: '1.10' }),
      await shop.receive(shop.adenta, this.bulb, 9, { expiryDate: '2100-01-01', unitCost: '1.25' }),
    ];
    this.set = await this.setOf([
      [this.lamp, 1],
      [this.bulb, 3],
    ]);
  }

  readonly listed = (components: [string, number][]) =>
    components.map(([productId, quantity]) => ({ productId, quantity }));
  readonly setOf = (components: [string, number][], more = {}): Promise<string> =>
    this.operations.product(`SET-${++this.serial}`, {
      components: this.listed(components),
      ...more,
    });
  readonly input = (quantity: number, more = {}) => ({
    input: { productId: this.set, locationId: this.operations.adenta, quantity, ...more },
  });
  readonly assemble = async (quantity: number, more = {}): Promise<Made> =>
    (await this.operations.ask(ASSEMBLE, this.input(quantity, more))).assembleStock;
  readonly refused = (quantity: number, more = {}) =>
    this.operations.refused(ASSEMBLE, this.input(quantity, more));
  readonly takeApart = async (id: string): Promise<Made> =>
    (await this.operations.ask(VOID, { id })).voidAssembly;
  readonly worth = async (product?: string, at?: string): Promise<Made> =>
    (await this.operations.ask(VALUE, { product, at })).stockValue;
  readonly onHand = async (product: string): Promise<number> =>
    (await this.operations.level(product, this.operations.adenta))?.['onHand'] ?? 0;
  readonly stock = async () => [
    await this.onHand(this.lamp),
    await this.onHand(this.bulb),
    await this.onHand(this.set),
  ];
}

/** Opens such a shop for the tests of a file, and lets no test leave a rule broken. */
export function useAssemblyShop(): { shop: AssemblyShop } {
  const opened = {} as { shop: AssemblyShop };
  beforeAll(async () => {
    opened.shop = new AssemblyShop(await openOperations());
  });
  beforeEach(() => opened.shop.stockUp());
  afterEach(async () => {
    expect(await opened.shop.operations.brokenRules()).toEqual([]);
  });
  afterAll(() => opened.shop?.operations.close());
  return opened;
}
