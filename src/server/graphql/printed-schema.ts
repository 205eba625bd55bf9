import { introspectionFromSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from './build-schema';

/** The schema in the schema language, or as the result of the introspection query. */
export function printedSchema(json: boolean): string {
  const schema = lexicographicSortSchema(createSchema());
  return json ? JSON.stringify(introspectionFromSchema(schema), null, 2) : printSchema(schema);
}
