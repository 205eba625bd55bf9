import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';
import { packageRoot } from '../../src/database/sql-files';

// src/schema/contract.graphql is what clients may rely on. The schema may add to it, and must not break it.

const CONTRACT = 'src/schema/contract.graphql';
/** What the contract was agreed to be, where it lies beside the project. */
const AGREED = '../shared/design/contract.graphql';

const read = (file: string) => buildSchema(readFileSync(path.join(packageRoot, file), 'utf8'));

it('does not break the contract', () => {
  expect(findBreakingChanges(read(CONTRACT), read('src/schema/schema.graphql'))).toEqual([]);
});

const agreed = existsSync(path.join(packageRoot, AGREED)) ? it : it.skip;

agreed('promises all that was agreed', () => {
  expect(findBreakingChanges(read(AGREED), read(CONTRACT))).toEqual([]);
});
