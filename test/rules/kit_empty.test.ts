import { createKit, kitSql } from './kit-statements';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

let kit = '';

ruleSuite('kit_empty', {
  accepted: (s) => kitSql(s, [{}]),
  attacks: [
    { by: 'a kit without a component', sql: (s) => kitSql(s, []) },
    {
      by: 'the last component that is removed',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)}
        update inventory.kit_components set removed_at = now() where kit_id = '${UNKNOWN_ID}'`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { setKitComponents(productId: $id, components: []) { id } }`,
    before: async (s) => {
      kit = await createKit(s, 'EMPTY');
    },
    variables: () => ({ id: kit }),
    details: () => ({ field: 'components', productId: kit }),
  },
});
