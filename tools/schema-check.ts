import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CriticalityLevel, diff, DiffRule } from '@graphql-inspector/core';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  parse,
  print,
  visit,
  type GraphQLSchema,
  type OperationTypeNode,
} from 'graphql';
import { packageRoot } from '../src/database/sql-files';

// `node dist/tools/schema-check.js`: what the schema may not do. It may not break a client of the last release, whose schema
// is src/schema/released.graphql, and its names and descriptions follow the house rules. Exits 1 otherwise. A release moves
// the file with `--release`; CONTRIBUTING.md says when.

const SCHEMA = path.join(packageRoot, 'src/schema/schema.graphql');
const RELEASED = path.join(packageRoot, 'src/schema/released.graphql');
const HEADER =
  '# The schema of the last release, without its descriptions: node dist/tools/schema-check.js --release writes it.\n\n';

/** A schema's text without descriptions: only what a client can depend on is compared. */
export function withoutDescriptions(text: string): string {
  const bare = visit(parse(text), {
    enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
  });
  return `${print(bare)}\n`;
}

/** Changes that break a client of the older schema. A field may go once it was deprecated in a release. */
export async function breakingChanges(older: string, newer: string): Promise<string[]> {
  const rules = [DiffRule.suppressRemovalOfDeprecatedField];
  const changes = await diff(buildSchema(older), buildSchema(newer), rules);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}

/** What a schema's names, descriptions and deprecations lack. */
export function lint(schema: GraphQLSchema): string[] {
  const faults: string[] = [];
  const say = (place: string, fault: string) => faults.push(`${place}: ${fault}`);
  const check = (
    place: string,
    described: { description?: string | null | undefined },
    form: RegExp,
  ) => {
    if (!described.description?.trim()) say(place, 'has no description');
    if (!form.test(place.split('.').at(-1)!)) say(place, `is not named as ${form.source}`);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || type.name in BUILT_IN) continue;
    const isRoot = schema.getRootType(type.name.toLowerCase() as OperationTypeNode) === type;
    if (!isRoot) check(type.name, type, /^[A-Z][A-Za-z0-9]*$/);
    if (isEnumType(type)) {
      for (const value of type.getValues()) {
        if (!/^[A-Z][A-Z0-9_]*$/.test(value.name))
          say(`${type.name}.${value.name}`, 'is not in capitals');
      }
    }
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    if (isInputObjectType(type) && !/(Input|Filter)$/.test(type.name)) {
      say(type.name, 'is an input whose name ends in neither Input nor Filter');
    }
    const fields: readonly Field[] = Object.values(type.getFields());
    for (const field of fields) {
      check(`${type.name}.${field.name}`, field, /^[a-z][A-Za-z0-9]*$/);
      if (field.deprecationReason === 'No longer supported') {
        say(`${type.name}.${field.name}`, 'is deprecated without a reason');
      }
    }
  }
  return faults;
}

interface Field {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

const BUILT_IN = { String: 1, Int: 1, Float: 1, Boolean: 1, ID: 1 };

async function main(): Promise<void> {
  const schema = readFileSync(SCHEMA, 'utf8');
  if (process.argv.includes('--release')) {
    writeFileSync(RELEASED, HEADER + withoutDescriptions(schema));
    return;
  }
  const faults = [
    ...lint(buildSchema(schema)),
    ...(await breakingChanges(readFileSync(RELEASED, 'utf8'), schema)).map(
      (change) => `breaks clients of the last release: ${change}`,
    ),
  ];
  for (const fault of faults) console.error(fault);
  console.log(`${faults.length} faults of the schema`);
  if (faults.length > 0) process.exitCode = 1;
}

if (require.main === module) void main();
