import { brokenIn } from '../../src/prove/model/law';
import { runModel } from '../../src/prove/model/run';
import { createTestDatabase, type TestDatabase } from '../support/database';

// Eight sessions on real connections do what they like to a few hot batches and documents: the model of
// `npm run bench -- model`, in its short form.

const SESSIONS = 8;
const OPERATIONS = Number(process.env['TEST_OPERATIONS'] ?? 1000);
const SEED = Number(process.env['TEST_SEED'] ?? Date.now() % 2 ** 31);

/** What a short run gets to at least once, whatever its seed; else it would prove nothing. */
const DONE = [
  ...['receive', 'sell', 'sell reserved', 'void sale', 'refund', 'adjust: step', 'transfer: step'],
  ...['count: record', 'count: post', 'reserve', 'release', 'hold', 'write off'],
];

describe(`${SESSIONS} sessions (TEST_SEED=${SEED})`, () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database?.drop());

  it('keep the conservation law at the end of each step', async () => {
    const { owner, app } = database.pools;
    const { report } = await runModel({
      ...{ owner, app, tenant: `prove-${SEED}`, seed: SEED, sessions: SESSIONS },
      ...{ operations: OPERATIONS, round: () => 250 },
    });

    if (brokenIn(report.verdict)) console.log(JSON.stringify(report, null, 2));
    const broken = Object.entries(report.verdict).filter(([, wrong]) => wrong.length > 0);
    expect(broken).toEqual([]);
    expect(DONE.filter((kind) => !report.kinds[kind]?.acknowledged)).toEqual([]);
  });
});
