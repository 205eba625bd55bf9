import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readRules, type Rule } from '../../src/lifecycle/rules';
import { packageRoot } from '../../src/database/sql-files';
import { createTestDatabase, type TestDatabase } from '../support/database';

// One rule, one name: the catalog, the files, the tests and the docs name the same rules.

const NOT_RULES = ['load-bearing', 'registry'];
const names = (folder: string, ending: string) =>
  readdirSync(path.join(packageRoot, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));

describe('the registry', () => {
  let database: TestDatabase;
  let rules: Rule[];
  let live: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    rules = await readRules(database.pools.owner);
    live = rules.map(({ name }) => name);
  });
  afterAll(() => database?.drop());

  it('gives every rule one sentence and has it in force', () => {
    expect(rules.filter((rule) => !rule.enabled || rule.sentences !== 1)).toEqual([]);
  });

  it('has one test for each rule', () => {
    const tests = names('test/rules', '.test.ts').filter((name) => !NOT_RULES.includes(name));
    expect(tests.sort()).toEqual(live);
  });

  it('counts the violations of each rule', () => {
    expect(names('db/violations', '.sql').sort()).toEqual(live);
  });

  it('has one section for each rule in the docs', () => {
    const text = readFileSync(path.join(packageRoot, 'docs/rules.md'), 'utf8');
    const sections = [...text.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(live);
  });

  it('has every trigger file say what it does and why', () => {
    for (const name of names('db/triggers', '.sql')) {
      const text = readFileSync(path.join(packageRoot, `db/triggers/${name}.sql`), 'utf8');
      const isRule = live.includes(name);
      expect([name, /^-- (Rule|Ledger step|Stamp|Audit):/m.test(text)]).toEqual([name, true]);
      if (isRule) {
        for (const part of ['Rule', 'Why', 'Guards', 'Locks', 'Beyond it']) {
          expect([name, part, text.includes(`-- ${part}:`)]).toEqual([name, part, true]);
        }
      }
    }
  });

  it('has a file of its name for every rule that a trigger alone holds', () => {
    const missing = rules
      .filter((rule) => rule.enforcedBy.every((guard) => guard.startsWith('trigger ')))
      .filter(({ name, enforcedBy }) => {
        const own = enforcedBy.some((guard) =>
          new RegExp(`\\._\\d+_${name}(__\\w+)?$`).test(guard),
        );
        return own && !existsSync(path.join(packageRoot, `db/triggers/${name}.sql`));
      });
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});
