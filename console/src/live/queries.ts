import { graphql } from '@bincard/client';

export const STOCK_CHANGED = graphql(`
  subscription StockChanged($cursor: String) {
    stockChanged(cursor: $cursor) {
      cursor
      movement {
        product {
          id
        }
      }
    }
  }
`);
