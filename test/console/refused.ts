import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  OperationTypeNode,
  parse,
  typeFromAST,
  type FieldNode,
  type GraphQLInputType,
  type OperationDefinitionNode,
} from 'graphql';
import { packageRoot } from '../../src/database/sql-files';
import { schema } from '../attack/schema-calls';

// What the console sends: each of its documents, the operations in it, and variables that the schema takes.

export interface Sent {
  readonly query: string;
  readonly isMutation: boolean;
  readonly operations: readonly string[];
  readonly variables: object;
}

const SAMPLES: Record<string, unknown> = {
  ...{ ID: '00000000-0000-7000-8000-000000000000', Int: 1, SafeInt: 1, Float: 1, Boolean: true },
  ...{ LocalDate: '2020-01-01', DateTimeISO: '2020-01-01T00:00:00Z', JSONObject: {} },
};

function sample(type: GraphQLInputType): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [sample(bare.ofType)];
  if (isEnumType(bare)) return bare.getValues()[0]!.name;
  if (!isInputObjectType(bare)) return SAMPLES[bare.name] ?? 'x';
  const needed = Object.values(bare.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(needed.map((field) => [field.name, sample(field.type)]));
}

function readDocument(query: string): Sent {
  const [operation] = parse(query).definitions as OperationDefinitionNode[];
  const { variableDefinitions = [], selectionSet } = operation!;
  const variables = variableDefinitions.map(({ variable, type }) => [
    variable.name.value,
    type.kind === Kind.NON_NULL_TYPE
      ? sample(typeFromAST(schema, type) as GraphQLInputType)
      : undefined,
  ]);
  return {
    query,
    isMutation: operation!.operation === OperationTypeNode.MUTATION,
    operations: (selectionSet.selections as FieldNode[]).map(({ name }) => name.value),
    variables: Object.fromEntries(variables) as object,
  };
}

/** The queries and mutations that the console sends. */
export function sentByTheConsole(): Sent[] {
  const file = path.join(packageRoot, 'console/dist/documents.json');
  const documents = Object.values(JSON.parse(readFileSync(file, 'utf8')) as object) as string[];
  return documents.filter((text) => !text.startsWith('subscription')).map(readDocument);
}
