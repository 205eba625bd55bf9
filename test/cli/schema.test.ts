import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildClientSchema, buildSchema, isScalarType, isSpecifiedScalarType } from 'graphql';
import { lexicographicSortSchema, printSchema, type IntrospectionQuery } from 'graphql';
import { packageRoot } from '../../src/database/sql-files';
import { bincard } from './bincard';

const read = (file: string) => readFileSync(path.join(packageRoot, file), 'utf8');

describe('bincard schema', () => {
  const schema = read('src/schema/schema.graphql');

  it('prints the schema that the package has, without a database', async () => {
    const { code, stdout, stderr } = await bincard(['schema'], { BINCARD_DATA_DIR: '/nowhere' });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd()).toBe(schema.trimEnd());
  });

  it('prints the same as the result of introspection', async () => {
    const { code, stdout } = await bincard(['schema', '--json'], {});
    expect(code).toBe(0);
    const introspected = buildClientSchema(JSON.parse(stdout) as IntrospectionQuery);
    expect(printSchema(lexicographicSortSchema(introspected))).toBe(schema.trimEnd());
  });

  it('the example for a code generator and the client type each of its scalars', () => {
    const scalars = Object.values(buildSchema(schema).getTypeMap())
      .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
      .map(({ name }) => name)
      .sort();
    expect(scalars.length).toBeGreaterThan(3);
    const typedIn = (file: string, begin: RegExp, end: RegExp) => {
      const [, part = ''] = read(file).split(begin);
      return [...part.split(end)[0]!.matchAll(/^ +(\w+): /gm)].map(([, name]) => name!).sort();
    };
    expect(typedIn('examples/codegen/codegen.yml', /scalars:/, /never/)).toEqual(scalars);
    expect(typedIn('client/index.mts', /scalars: \{/, /\n {2}\};/)).toEqual(scalars);
  });
});
