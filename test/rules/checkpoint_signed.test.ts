import { dayClosed, signatureSql, signingKeySql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('checkpoint_signed', {
  accepted: (s) =>
    `${dayClosed(s, -2)}; ${dayClosed(s, -1)}; ${signingKeySql(s)} ${signatureSql(s, -2)} ${signatureSql(s, -1)}`,
  attacks: [
    {
      by: 'a second signature',
      sql: (s) =>
        `${dayClosed(s, -1)}; ${signingKeySql(s)} ${signatureSql(s, -1)} ${signatureSql(s, -1)}`,
    },
    {
      by: 'a second signature by a newer key',
      sql: (s) =>
        `${dayClosed(s, -1)}; ${signingKeySql(s)} ${signatureSql(s, -1)}
         ${signingKeySql(s, { generation: 2, publicKey: `sha256('newer')` })}
         ${signatureSql(s, -1, { key: `(select k.key_id from inventory.signing_keys k where k.generation = 2)` })}`,
    },
  ],
  noGraphql: 'the server signs a day that has no signature',
});
