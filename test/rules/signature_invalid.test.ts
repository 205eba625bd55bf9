import { dayClosed, signatureSql, signingKeySql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('signature_invalid', {
  accepted: (s) => `${dayClosed(s, -1)}; ${signingKeySql(s)} ${signatureSql(s, -1)}`,
  attacks: [
    {
      by: 'a signature of 63 bytes',
      sql: (s) => `${dayClosed(s, -1)}; ${signingKeySql(s)} ${signatureSql(s, -1, { bytes: 63 })}`,
    },
    {
      by: 'a signature of 65 bytes',
      sql: (s) => `${dayClosed(s, -1)}; ${signingKeySql(s)} ${signatureSql(s, -1, { bytes: 65 })}`,
    },
    {
      by: 'a signature by no key of the tenant',
      sql: (s) => `${dayClosed(s, -1)}; ${signatureSql(s, -1, { key: `'nobody'` })}`,
    },
    {
      by: 'a public key of 31 bytes',
      sql: (s) => signingKeySql(s, { publicKey: `substr(sha256('key'), 2)` }),
    },
    { by: 'a key numbered 0', sql: (s) => signingKeySql(s, { generation: 0 }) },
  ],
  noGraphql: 'the server makes the signatures',
});
