import { startTestServer, type TestServer } from '../api/support';

/** A server with a warehouse and two storefronts, and a function for each operation of the API. */
export interface Operations {
  readonly server: TestServer;
  readonly warehouse: string;
  readonly adenta: string;
  readonly cowLane: string;
  /** Sends a request and returns its data; the test fails on errors. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the query selects
  ask(query: string, variables?: object): Promise<any>;
  /** Sends a request and returns the extensions of its first error; the test fails without one. */
  refused(query: string, variables?: object): Promise<Record<string, unknown>>;
  /** As `ask`, as the manager who approves. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  askApprover(query: string, variables?: object): Promise<any>;
  /** The rules that something in the database breaks. */
  brokenRules(): Promise<object[]>;
  /** Creates a product and returns its id. */
  product(sku: string, more?: object): Promise<string>;
  /** Receives one batch and returns its id. */
  receive(location: string, productId: string, quantity: number, more?: object): Promise<string>;
  /** Requests an adjustment, approves it as another actor, and completes it. */
  adjust(batchId: string, locationId: string, type: string, quantity: number): Promise<void>;
  /** Requests a transfer, approves it as another actor, and returns its id. */
  approvedTransfer(from: string, to: string, lines: object[]): Promise<string>;
  sell(locationId: string, lines: object[], more?: object): Promise<SoldSale>;
  /** The stock level; undefined if there is none. */
  level(productId: string, locationId: string): Promise<Record<string, number>>;
  close(): Promise<void>;
}

export interface SoldSale {
  readonly id: string;
  readonly lines: { id: string; allocations: { batch: { id: string }; quantity: number }[] }[];
}

export async function openOperations(): Promise<Operations> {
  const server = await startTestServer();
  const approver = await server.api.token(server.shop.tenant, 'manager', 'approver');
  const run = async (query: string, variables: object = {}, token?: string) =>
    server.api.request(query, variables, token ? { token } : {});
  const askAs =
    (token?: string): Operations['ask'] =>
    async (query, variables) => {
      const { data, errors } = await run(query, variables, token);
      expect(errors).toBeUndefined();
      return data;
    };
  const ask = askAs();
  const askApprover = askAs(approver);
  const approve = (mutation: string, id: string) =>
    askApprover(`mutation ($id: ID!) { ${mutation}(id: $id) { id } }`, { id });
  const location = async (code: string, kind: string): Promise<string> =>
    (
      await ask(
        'mutation ($input: CreateLocationInput!) { createLocation(input: $input) { id } }',
        { input: { code, name: code, kind } },
      )
    ).createLocation.id;
  return {
    server,
    ask,
    askApprover,
    brokenRules: async () =>
      (await ask('{ integrityRules { name violations } }')).integrityRules.filter(
        (rule: { violations: number }) => rule.violations > 0,
      ),
    warehouse: await location('WAREHOUSE', 'WAREHOUSE'),
    adenta: await location('ADENTA', 'STOREFRONT'),
    cowLane: await location('COW-LANE', 'STOREFRONT'),
    refused: async (query, variables) => {
      const { errors } = await run(query, variables);
      expect(errors?.[0]).toBeDefined();
      return errors![0]!.extensions;
    },
    product: async (sku, more = {}) =>
      (
        await ask(
          'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }',
          {
            input: { sku, name: sku, ...more },
          },
        )
      ).createProduct.id,
    receive: async (locationId, productId, quantity, more = {}) =>
      (
        await ask(
          'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { batches { id } } }',
          {
            input: {
              locationId,
              lines: [{ productId, quantity, batchNumber: `B-${Math.random()}`, ...more }],
            },
          },
        )
      ).receiveStock.batches[0].id,
    adjust: async (batchId, locationId, type, quantity) => {
      const { requestAdjustment } = await ask(
        'mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id status } }',
        { input: { batchId, locationId, type, quantity, reason: type.toLowerCase() } },
      );
      expect(requestAdjustment.status).toBe('PENDING');
      await approve('approveAdjustment', requestAdjustment.id);
      await ask('mutation ($id: ID!) { completeAdjustment(id: $id) { id } }', {
        id: requestAdjustment.id,
      });
    },
    approvedTransfer: async (fromLocationId, toLocationId, lines) => {
      const { requestTransfer } = await ask(
        'mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { id } }',
        { input: { fromLocationId, toLocationId, lines } },
      );
      await approve('approveTransfer', requestTransfer.id);
      return requestTransfer.id;
    },
    sell: async (locationId, lines, more = {}) =>
      (
        await ask(
          `mutation ($input: RecordSaleInput!) { recordSale(input: $input) {
             id lines { id allocations { batch { id } quantity } } } }`,
          { input: { locationId, lines, ...more } },
        )
      ).recordSale,
    level: async (productId, locationId) =>
      (
        await ask(
          `query ($id: ID, $at: ID) { product(id: $id) { stock(locationId: $at) {
             onHand reserved expired quarantined available } } }`,
          { id: productId, at: locationId },
        )
      ).product.stock[0],
    close: () => server.close(),
  };
}
