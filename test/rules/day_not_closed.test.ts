import { addDays } from '../support/days';
import { dayClosed, signatureSql, signingKeySql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('day_not_closed', {
  accepted: (s) => `${dayClosed(s, -1)}; ${signingKeySql(s)} ${signatureSql(s, -1)}`,
  attacks: [
    { by: 'a signature of today', sql: (s) => `${signingKeySql(s)} ${signatureSql(s, 0)}` },
    {
      by: 'a signature of the day after a closed one',
      sql: (s) => `${dayClosed(s, -2)}; ${signingKeySql(s)} ${signatureSql(s, -1)}`,
    },
    {
      by: 'the entry point',
      sql: (s) =>
        `${signingKeySql(s)} select inventory.sign_days('${s.identity}', jsonb_build_object(
           'keyId', (select k.key_id from inventory.signing_keys k), 'signatures', jsonb_build_array(
             jsonb_build_object('businessDate', '${addDays(s.today, -1)}', 'signature', repeat('00', 64)))))`,
    },
  ],
  graphql: {
    query: `query ($day: LocalDate!) { checkpointConsistency(from: $day, to: $day) { filename } }`,
    variables: (s) => ({ day: s.today }),
    details: (s) => ({ field: 'from', businessDate: s.today }),
  },
});
