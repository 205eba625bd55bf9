import { prepareFuzz } from '../sync/hostile-run';

// Generated and mutated SQLite files: valid headers, broken pages, hostile schemas. npm run bench -- sync-fuzz reads 500.

const FILES = 60;
const SEED = Number(process.env['TEST_SEED'] ?? Date.now() % 2 ** 31);

jest.setTimeout(600_000);

describe(`generated external files (TEST_SEED=${SEED})`, () => {
  it(`end no server and reach nothing outside, ${FILES} of them`, async () => {
    const fuzz = prepareFuzz(FILES, SEED);
    const { ends, defects } = await fuzz.run({ deadlineMs: 3_000, memoryMb: 300 });
    fuzz.remove();
    console.log(ends);
    expect(defects).toEqual([]);
    expect(Object.keys(ends).length).toBeGreaterThan(2);
    expect(ends['read']).toBeGreaterThan(0);
  });
});
