import { ruleSuite } from './suite';

ruleSuite('tenant_code_taken', {
  accepted: () => `select 1`,
  appRefusedBy: 'privilege',
  attacks: [
    { by: 'INSERT', sql: () => `select inventory.create_tenant('shop', 'x')` },
    { by: 'INSERT in another case', sql: () => `select inventory.create_tenant(' Shop', 'x')` },
  ],
  noGraphql: 'tenants are made by the owner, not through the API',
});
