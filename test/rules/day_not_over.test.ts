import { dayClosed } from './statements';
import { ruleSuite } from './suite';

ruleSuite('day_not_over', {
  accepted: (s) => dayClosed(s, -1),
  attacks: [
    { by: 'closing today', sql: (s) => dayClosed(s, 0) },
    { by: 'closing tomorrow', sql: (s) => dayClosed(s, 1) },
  ],
  graphql: {
    query: `mutation ($day: LocalDate!) { closeDay(businessDate: $day) }`,
    variables: (s) => ({ day: s.today }),
    details: () => ({ field: 'businessDate' }),
  },
  bearing: { attack: 0, as: 'owner' },
});
