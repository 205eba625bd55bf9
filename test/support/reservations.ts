import type { Operations } from './operations';

export const RESERVE = `mutation ($input: ReserveStockInput!) { reserveStock(input: $input) {
  id quantity status expiresAt product { sku } location { code } } }`;
export const SELL = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';

/** Requests that the tests of reservations share, all at Adenta; `open` gives the shop once it is open. */
export const reservationRequests = (open: () => Operations) => ({
  reserve: async (productId: string, quantity: number, seconds = 600, more = {}) => {
    const at = { locationId: open().adenta, expiresInSeconds: seconds };
    return (await open().ask(RESERVE, { input: { productId, quantity, ...at, ...more } }))
      .reserveStock;
  },
  /** The variables of SELL for one line. */
  sale: (productId: string, quantity: number, more = {}) => ({
    input: { locationId: open().adenta, lines: [{ productId, quantity }], ...more },
  }),
});
