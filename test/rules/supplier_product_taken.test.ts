import { soldSql } from './supplier-statements';
import { ruleSuite } from './suite';

ruleSuite('supplier_product_taken', {
  accepted: (s) => soldSql(s),
  attacks: [
    { by: 'INSERT', sql: (s) => soldSql(s, { product: s.otherProduct }) },
    { by: 'INSERT in another unit', sql: (s) => `${soldSql(s)} ${soldSql(s, { unit: 'pack' })}` },
  ],
  noGraphql: 'setSupplierProduct changes the one that there is',
  race: true,
});
