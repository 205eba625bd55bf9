import { graphql } from '@bincard/client';

export const SUPPLIERS = graphql(`
  query SuppliersToOrderFrom {
    suppliers {
      code
      name
      active
      leadTimeDays
    }
  }
`);
