import { signingKeySql } from './statements';
import { ruleSuite } from './suite';

const random = 'sha256(gen_random_uuid()::text::bytea)';

ruleSuite('signing_key_taken', {
  accepted: (s) =>
    `${signingKeySql(s)} ${signingKeySql(s, { generation: 2, publicKey: `sha256('newer')` })}`,
  attacks: [
    {
      by: 'another key of the same number',
      sql: (s) =>
        `${signingKeySql(s)} ${signingKeySql(s, { generation: 1, publicKey: `sha256('newer')` })}`,
    },
    {
      by: 'the same key under another number',
      sql: (s) => `${signingKeySql(s)} ${signingKeySql(s, { generation: 2 })}`,
    },
  ],
  races: {
    'the key of a number': (s) => signingKeySql(s, { generation: 7, publicKey: random }),
  },
  noGraphql: 'the server makes the keys',
});
