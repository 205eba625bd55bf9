import { randomUUID } from 'node:crypto';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';
import { secretSql, webhookSql } from './webhook-statements';

ruleSuite('webhook_unknown', {
  accepted: (s) => {
    const id = randomUUID();
    return webhookSql(s, { id }) + secretSql(s, id);
  },
  attacks: [
    { by: 'the secret of no webhook', sql: (s) => secretSql(s, UNKNOWN_ID) },
    {
      by: 'deleting no webhook',
      sql: (s) => `select inventory.delete_webhook('${s.identity}', '{"id": "${UNKNOWN_ID}"}')`,
    },
    {
      by: 'enabling a deleted one',
      sql: (s) => {
        const id = randomUUID();
        return `${webhookSql(s, { id })} update inventory.webhooks set deleted_at = now() where id = '${id}';
          select inventory.enable_webhook('${s.identity}', '{"id": "${id}", "enabled": true}')`;
      },
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { deleteWebhook(id: $id) }`,
    variables: () => ({ id: UNKNOWN_ID }),
    details: () => ({ field: 'id' }),
  },
});
