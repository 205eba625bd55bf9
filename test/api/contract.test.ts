import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';
import { packageRoot } from '../../src/database/sql-files';

// What clients were promised (src/schema/contract.graphql) against what is emitted: it may say more, never less.

const read = (file: string) => buildSchema(readFileSync(path.join(packageRoot, file), 'utf8'));

it('emits all that the contract promises', () => {
  const changes = findBreakingChanges(
    read('src/schema/contract.graphql'),
    read('src/schema/schema.graphql'),
  );
  expect(changes).toEqual([]);
});
