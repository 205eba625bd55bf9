import type { Operations } from './operations';

export const RECEIVE = `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id batches { id batchNumber status expiryDate lot { id } } } }`;
export const SELL = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`;
export const LOT = `lotNumber status expiryDate onHand available version batches { status remainingQuantity }`;

/** Requests that the tests of lots share; `open` gives the shop once it is open. */
export const lotRequests = (open: () => Operations) => ({
  /** Receives lines of a product; the batches, in the order of the lines. */
  receive: async (locationId: string, productId: string, ...lines: object[]) =>
    (
      await open().ask(RECEIVE, {
        input: { locationId, lines: lines.map((line) => ({ productId, ...line })) },
      })
    ).receiveStock.batches as { id: string; status: string; lot: { id: string } }[],
  lotOf: async (id: string) =>
    (await open().ask(`query ($id: ID!) { lot(id: $id) { ${LOT} } }`, { id })).lot,
  /** Holds or releases a lot or a batch; its status afterwards. */
  change: async (mutation: string, id: string) =>
    (
      await open().ask(
        `mutation ($id: ID!) { ${mutation}(id: $id, reason: "glass in it") { status } }`,
        { id },
      )
    )[mutation].status as string,
  /** Sells; the batch and quantity of each allocation, by line. */
  sold: async (locationId: string, lines: object[]) =>
    (await open().sell(locationId, lines)).lines.map(({ allocations }) =>
      allocations.map(({ batch, quantity }) => [batch.id, quantity]),
    ),
});
