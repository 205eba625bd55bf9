import { dayClosed } from './statements';
import { ruleSuite } from './suite';

ruleSuite('day_not_over', {
  accepted: (s) => dayClosed(s, 'current_date - 1'),
  attacks: [
    { by: 'closing today', sql: (s) => dayClosed(s, 'current_date') },
    { by: 'closing tomorrow', sql: (s) => dayClosed(s, 'current_date + 1') },
  ],
  graphql: {
    query: `mutation ($day: LocalDate!) { closeDay(businessDate: $day) }`,
    variables: () => ({ day: new Date().toISOString().slice(0, 10) }),
    details: () => ({ field: 'businessDate' }),
  },
  bearing: { attack: 0, as: 'owner' },
});
