import WebSocket from 'ws';
import { createClient, graphql, type Client, type ClientOptions } from '../../client/index.mjs';
import { openFailingProxy, type FailingProxy } from '../support/failing-proxy';
import { openTestServers, type TestServer, type TestServers } from '../server/support';

export const SELL = graphql(`
  mutation Sell($input: RecordSaleInput!) {
    recordSale(input: $input) {
      id
      lines {
        quantity
      }
    }
  }
`);

export const CHANGES = graphql(`
  subscription Changes($cursor: String) {
    stockChanged(cursor: $cursor) {
      cursor
      movement {
        id
        documentId
      }
    }
  }
`);

/** A server with a shop, and a proxy before it that fails on request. */
export interface ClientStage {
  readonly servers: TestServers;
  readonly server: TestServer;
  readonly proxy: FailingProxy;
  /** A client behind the proxy, with short pauses. */
  client(options?: Partial<ClientOptions>): Promise<Client>;
  /** The input of a sale of one. */
  sale(): { locationId: string; lines: { productId: string; quantity: number }[] };
  /** How many sales there are, and how much of the product is left at the location. */
  stock(): Promise<{ sales: number; onHand: number }>;
  close(): Promise<void>;
}

export async function openClientStage(): Promise<ClientStage> {
  const servers = await openTestServers();
  const server = await servers.serve({ rateLimit: 0 });
  const proxy = await openFailingProxy(server.url);
  const { location, product, tenant } = servers.shop;
  return {
    ...{ servers, server, proxy },
    client: async (options = {}) =>
      createClient({
        ...{ url: proxy.url, token: await server.token('clerk', 'till'), firstPauseMs: 5 },
        webSocketImpl: WebSocket,
        ...options,
      }),
    sale: () => ({ locationId: location, lines: [{ productId: product, quantity: 1 }] }),
    stock: async () => {
      const { rows } = await servers.database.pools.super.query<{ sales: number; onHand: number }>(
        `select (select count(*)::int from inventory.sales where tenant_id = $1) as sales,
           on_hand::int as "onHand" from inventory.stock_levels
          where tenant_id = $1 and product_id = $2 and location_id = $3`,
        [tenant, product, location],
      );
      return rows[0]!;
    },
    close: async () => {
      await proxy.close();
      await servers.close();
    },
  };
}
