import type { Client } from 'pg';
import { readRelations } from '../../database/distributed/distribution';
import { readSql } from '../../database/sql-files';
import { converted, type SchemaFunction } from './convert';
import { readPatches } from './patches';
import type { Nodes } from './nodes';

interface OwnedFunction extends SchemaFunction {
  readonly owner: string;
  readonly grantees: readonly string[];
  readonly comment: string | null;
}

/** Makes every function of the coordinator one that Citus can run on a node; says how many it changed. */
export async function convertFunctions(coordinator: Client): Promise<number> {
  const all = await readRelations(coordinator);
  const ofApp = await readRelations(coordinator, 'bincard_app');
  const patches = readPatches();
  let count = 0;
  for (const each of await readFunctions(coordinator)) {
    // What runs with the rights of the server's role may not read the columns that only others may.
    const relations = /^ [A-Z ]*SECURITY DEFINER/m.test(each.definition) ? all : ofApp;
    const definition = converted(each, relations, patches);
    if (definition === undefined) continue;
    await named(each.name, coordinator.query(definition));
    count++;
  }
  return count;
}

/** Copies every function with its owner and rights to the workers: Citus does not see what plpgsql calls. */
export async function copyFunctions({ coordinator, workers }: Nodes): Promise<number> {
  const functions = await readFunctions(coordinator);
  const text = functions.map(({ name, definition, owner, grantees, comment }) =>
    [
      definition,
      `alter function ${name} owner to ${owner}`,
      `revoke execute on function ${name} from public`,
      ...grantees.map((grantee) => `grant execute on function ${name} to ${grantee}`),
      ...(comment === null
        ? []
        : [`comment on function ${name} is ${coordinator.escapeLiteral(comment)}`]),
    ].join(';\n'),
  );
  for (const { name, client } of workers) await named(name, client.query(text.join(';\n')));
  return functions.length;
}

async function readFunctions(client: Client): Promise<OwnedFunction[]> {
  const { rows } = await client.query<OwnedFunction>(readSql('db/citus/functions.sql'));
  return rows;
}

/** An error says of what it is. */
export async function named<Result>(name: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}
