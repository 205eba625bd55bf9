import {
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLSchema,
} from 'graphql';

/** The sections of docs/graphql.md that follow the operations: every type with its fields or values. */
export function printTypes(schema: GraphQLSchema): string[] {
  const types = byName(Object.values(schema.getTypeMap())).filter(
    ({ name }) => !/^(__|Query$|Mutation$|Subscription$)|(Connection|Edge)$/.test(name),
  );
  const fieldsOf = (fields: { name: string; type: unknown; description?: string | null }[]) =>
    table(
      ['field', 'type', 'meaning'],
      fields.map((field) => [
        `\`${field.name}\``,
        `\`${String(field.type)}\``,
        prose(field.description ?? ''),
      ]),
    );
  return [
    '## Inputs',
    ...types
      .filter(isInputObjectType)
      .map((type) => section(type, fieldsOf(Object.values(type.getFields())))),
    '## Types',
    ...types
      .filter(isObjectType)
      .map((type) => section(type, fieldsOf(Object.values(type.getFields())))),
    '## Unions',
    ...types
      .filter(isUnionType)
      .map((type) => section(type, `One of ${listed(type.getTypes().map(({ name }) => name))}.`)),
    '## Enums',
    ...types
      .filter(isEnumType)
      .map((type) => section(type, `Values: ${listed(type.getValues().map(({ name }) => name))}.`)),
    '## Scalars',
    ...types
      .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
      .map((type) => section(type, '')),
  ];
}

const listed = (names: string[]) => names.map((name) => `\`${name}\``).join(', ');

const section = (
  { name, description }: { name: string; description?: string | null },
  body: string,
) => [`### ${name}`, prose(description ?? ''), body].filter(Boolean).join('\n\n');

const table = (heads: string[], rows: (string | null | undefined)[][]) =>
  [heads, heads.map(() => '---'), ...rows]
    .map(
      (row) =>
        `| ${row.map((cell) => (cell ?? '').replace(/\n/g, ' ').replace(/\|/g, '\\|')).join(' | ')} |`,
    )
    .join('\n');

/** A description as Markdown: an angle bracket begins no HTML, except in code, where it is safe. */
export const prose = (text: string): string =>
  text.replace(/(`[^`]*`)|[<>]/g, (match: string, code?: string) => code ?? `\\${match}`);

export const byName = <T extends { name: string }>(all: T[]): T[] =>
  [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
