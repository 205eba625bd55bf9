import { isViolated } from '../../src/prove/model/invariants';
import { runModel } from '../../src/prove/model/run';
import type { Tally } from '../../src/prove/model/tally';
import { createTestDatabase, type TestDatabase } from '../support/database';

// Eight sessions on real connections perform random operations on a few shared batches and documents: a short run of
// `npm run bench -- model`.

const SESSIONS = 8;
const OPERATIONS = Number(process.env['TEST_OPERATIONS'] ?? 1000);
const SEED = Number(process.env['TEST_SEED'] ?? Date.now() % 2 ** 31);

/**
 * Must be acknowledged at least once, otherwise the run would prove nothing. A seed may need more operations until its
 * sessions get that far. Days are archived in most runs; some seeds have goods in transit all the time, which refuses it.
 */
const REQUIRED = [
  ...[
    'receive',
    'sell',
    'sell at once',
    'sell reserved',
    'void sale',
    'refund',
    'adjust: change status',
  ],
  ...[
    'transfer: change status',
    'assemble',
    'void assembly',
    'count: record',
    'count: submit',
    'count: post',
    'reserve',
    'extend',
    'release',
    'hold',
    'write off',
  ],
];

const isAcknowledged =
  ({ kinds }: Pick<Tally, 'kinds'>) =>
  (kind: string) =>
    (kinds.get(kind)?.acknowledged ?? 0) > 0;

describe(`${SESSIONS} sessions (TEST_SEED=${SEED})`, () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database?.drop());

  it('violate no invariant', async () => {
    const { owner, app } = database.pools;
    const { report } = await runModel({
      ...{ owner, app, tenant: `prove-${SEED}`, seed: SEED, sessions: SESSIONS },
      ...{ operations: 8 * OPERATIONS, round: () => 250 },
      isEnough: (tally) => tally.operations >= OPERATIONS && REQUIRED.every(isAcknowledged(tally)),
    });

    if (isViolated(report.violations)) console.log(JSON.stringify(report, null, 2));
    const violated = Object.entries(report.violations).filter(([, rows]) => rows.length > 0);
    expect(violated).toEqual([]);
    expect(report.grouped.groups).toBeGreaterThan(0);
    expect(REQUIRED.filter((kind) => !report.kinds[kind]?.acknowledged)).toEqual([]);
  });
});
