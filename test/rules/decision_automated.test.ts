import { ruleSuite } from './suite';

const kinds = (list: string) => `update inventory.tenants set auto_fix_kinds = '{${list}}'`;

ruleSuite('decision_automated', {
  accepted: () => kinds('LEDGER_MISMATCH,BATCH_MISMATCH,CHANNEL_MISMATCH,TOTAL_MISMATCH'),
  attacks: [
    { by: 'UPDATE', sql: () => kinds('NOT_LISTED') },
    { by: 'UPDATE to every kind', sql: () => kinds('BATCH_MISMATCH,NULL,NOT_LISTED') },
    {
      by: 'INSERT',
      sql: () =>
        `insert into inventory.tenants (id, code, name, auto_fix_kinds)
         values (inventory.uuid_v7(), 'other', 'Other', '{NOT_LISTED}')`,
      appRefusedBy: 'privilege',
    },
  ],
  graphql: {
    query:
      'mutation { updateSettings(input: { autoFixKinds: [BATCH_MISMATCH, NOT_LISTED] }) { code } }',
    variables: () => ({}),
    details: () => ({ field: 'input.autoFixKinds', kind: 'NOT_LISTED' }),
  },
});
