import 'reflect-metadata'; // before every file with a decorator
import type { Command } from 'commander';
import { printedSchema } from '../../server/graphql/printed-schema';

/** `bincard schema`: prints the GraphQL schema of this version. It needs neither a server nor a database. */
export function define(command: Command): void {
  command
    .option('--json', 'as the result of introspection')
    .action(({ json = false }: { json?: boolean }) => console.log(printedSchema(json)));
}
