import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';
import { packageRoot } from '../../src/database/sql-files';

// src/schema/contract.graphql is what clients may rely on. The schema may add to it, and must not break it.

const read = (file: string) => buildSchema(readFileSync(path.join(packageRoot, file), 'utf8'));

it('does not break the contract', () => {
  const changes = findBreakingChanges(
    read('src/schema/contract.graphql'),
    read('src/schema/schema.graphql'),
  );
  expect(changes).toEqual([]);
});
