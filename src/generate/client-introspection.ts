import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { introspectionFromSchema, lexicographicSortSchema, type GraphQLSchema } from 'graphql';

export const INTROSPECTION_FILE = 'client/introspection.mts';

/** client/introspection.mts: the schema as a type, by which the client types documents. */
export function printIntrospection(schema: GraphQLSchema): string {
  const minified = minifyIntrospection(introspectionFromSchema(lexicographicSortSchema(schema)));
  return outputIntrospectionFile(minified, { fileType: '.d.ts', shouldPreprocess: true });
}
