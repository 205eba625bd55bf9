import { isObjectType, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { needsOf } from '../../../resolvers/relation';
import type { OperationContext } from '../context';
import { NEEDS } from './plan';

/** Notes in the schema what each field's resolver reads of its row, and lets a query's fields repeat a failure. */
export function prepareLevels(schema: GraphQLSchema): void {
  const { fieldResolvers, resolverClasses, objectTypes } = getMetadataStorage();
  for (const { target, methodName, schemaName } of fieldResolvers) {
    const needs = needsOf(target, methodName);
    const owner = resolverClasses.find((each) => each.target === target)?.getObjectType();
    const name = objectTypes.find((each) => each.target === owner)?.name;
    const type = name === undefined ? undefined : schema.getType(name);
    const field = isObjectType(type) ? type.getFields()[schemaName] : undefined;
    if (needs && field) field.extensions = { ...field.extensions, [NEEDS]: needs };
  }
  for (const field of Object.values(schema.getQueryType()!.getFields())) {
    const { resolve } = field;
    field.resolve = (root, given, context: OperationContext, info) => {
      const { failed } = context;
      if (failed?.key === info.path.key) throw failed.error;
      return resolve!(root, given, context, info);
    };
  }
}
