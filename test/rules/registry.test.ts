import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readRules, type Rule } from '../../src/lifecycle/rules';
import { listSql, packageRoot, readSql } from '../../src/database/sql-files';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { testedRules } from './rule-files';

// One rule, one name: the catalog, the files, the tests and the docs name the same rules.

/** A guard that is called by the rule's own name, not one that refuses it along the way. */
const ownGuard = (rule: string) => new RegExp(`\\._\\d+_${rule}(__\\w+)?$`);

const names = (folder: string, ending: string) =>
  readdirSync(path.join(packageRoot, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));

interface TriggerFile {
  readonly name: string;
  readonly text: string;
}
/** By its own name, or in a stamp or ledger step by the name of its trigger. */
const states = ({ name, text }: TriggerFile, rule: string) =>
  /^-- Rule:/m.test(text) &&
  (name === rule || new RegExp(`^create .*trigger _\\d+_${rule}\\b`, 'm').test(text));

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
    expect(testedRules).toEqual(live);
  });

  it('counts the violations of each rule', () => {
    expect(names('db/violations', '.sql').sort()).toEqual(live);
  });

  it('has one section for each rule in the docs', () => {
    const text = readFileSync(path.join(packageRoot, 'docs/rules.md'), 'utf8');
    const sections = [...text.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(live);
  });

  const triggerFiles: TriggerFile[] = listSql('db/triggers').map((file) => ({
    name: path.basename(file, '.sql'),
    text: readSql(file),
  }));

  it('has every trigger file say what it is and why', () => {
    for (const { name, text } of triggerFiles) {
      expect([name, /^-- (Rule|Ledger step|Stamp|Audit):/m.test(text)]).toEqual([name, true]);
      if (!/^-- Rule:/m.test(text)) continue;
      for (const part of ['Rule', 'Why', 'Guards', 'Locks', 'Not enforced against']) {
        expect([name, part, text.includes(`-- ${part}:`)]).toEqual([name, part, true]);
      }
    }
  });

  it('names a trigger file after the rule that it guards, or else after a step of a document or a stamp', () => {
    for (const { name, text } of triggerFiles) {
      if (live.includes(name))
        expect([name, text]).toEqual([name, expect.stringMatching(/^-- Rule:/m)]);
      if (name.endsWith('_stamp'))
        expect([name, text]).toEqual([name, expect.stringMatching(/^-- Stamp:/)]);
    }
  });

  it('has every rule that a trigger alone guards in a file with a header', () => {
    const missing = rules
      .filter((rule) => rule.enforcedBy.every((guard) => guard.startsWith('trigger ')))
      .filter(({ name, enforcedBy }) => enforcedBy.some((guard) => ownGuard(name).test(guard)))
      .filter(({ name: rule }) => !triggerFiles.some((file) => states(file, rule)));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});
