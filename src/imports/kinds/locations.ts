import { given, TRUTH, type ImportKind } from './kind';

const KINDS = {
  warehouse: 'WAREHOUSE',
  storefront: 'STOREFRONT',
  quarantine: 'QUARANTINE',
} as const;

export const LOCATIONS: ImportKind = {
  ...{ kind: 'LOCATIONS', name: 'locations', attributes: false },
  fields: [
    {
      ...{ name: 'code', reads: 'code', required: true },
      columns: [
        ['code', 'locationcode'],
        ['location', 'binlocation', 'bin'],
      ],
    },
    { name: 'name', reads: 'text', columns: [['name', 'locationname']] },
    {
      name: 'kind',
      reads: { ...KINDS, shop: 'STOREFRONT', store: 'STOREFRONT' },
      columns: [['kind']],
    },
    { name: 'active', reads: TRUTH, columns: [['active']] },
  ],
  input: (values) => given({ ...values }),
  instead: {},
  fieldOf: ({ field }) => field,
};
