import {
  BREAK,
  Kind,
  parse,
  visit,
  type DocumentNode,
  type GraphQLError,
  type Source,
} from 'graphql';

// graphql-js names a value of the wrong type in its message, or by its position in the document. These functions turn
// either into the path of the field, as in the details of every other error.

// Anchored at the start, and lazy up to the path: the value in between may be a megabyte of text like this.
const VARIABLE_PATH = /^Variable "\$(\w+)" got invalid value [^]*? at "(\1(?:\.\w+|\[\d+\])*)"; /;
const VARIABLE = /^Variable "\$([^"]+)"/;
const MISSING =
  /^Field "(?:\w+\.)?(\w+)" (?:of required type "[^"]+" was not provided|is not defined)/;

const VALUES = new Set<string>([
  ...[Kind.INT, Kind.FLOAT, Kind.STRING, Kind.BOOLEAN, Kind.NULL, Kind.ENUM, Kind.LIST],
  ...[Kind.OBJECT, Kind.OBJECT_FIELD],
]);

/** The path of a variable's value that has the wrong type. */
export function variableField({ message }: { message: string }): string | undefined {
  const path = VARIABLE_PATH.exec(message)?.[2] ?? VARIABLE.exec(message)?.[1];
  return path && withMissing(path, message);
}

/** The path of a literal in the document that has the wrong type. */
export function literalField({ nodes, message }: GraphQLError): string | undefined {
  const node = nodes?.[0];
  if (!node?.loc || !VALUES.has(node.kind)) return undefined;
  const { start, end, source } = node.loc;
  let field: string | undefined;
  const document = documentOf(source);
  visit(document, {
    enter(found, _key, _parent, path) {
      if (found.kind !== node.kind || found.loc?.start !== start || found.loc.end !== end) return;
      field = pathTo(document, path);
      return BREAK;
    },
  });
  return field && (node.kind === Kind.OBJECT ? withMissing(field, message) : field);
}

function withMissing(path: string, message: string): string {
  const reason = message.lastIndexOf('; Field "'); // after the printed value, if there is one
  const missing = MISSING.exec(reason < 0 ? message : message.slice(reason + 2))?.[1];
  return missing === undefined ? path : `${path}.${missing}`;
}

// Parsed once for each document, which may hold a hundred bad values.
const documents = new WeakMap<Source, DocumentNode>();

function documentOf(source: Source): DocumentNode {
  let document = documents.get(source);
  if (!document) documents.set(source, (document = parse(source)));
  return document;
}

interface Node {
  readonly kind?: string;
  readonly name?: { readonly value: string };
  readonly variable?: { readonly name: { readonly value: string } };
}

/** The path, such as `input.lines[0].quantity`, of the value that these keys of the syntax tree lead to. */
function pathTo(document: DocumentNode, keys: readonly (string | number)[]): string {
  let at: unknown = document;
  let path = '';
  keys.forEach((key, index) => {
    at = (at as Record<string | number, unknown>)[key];
    const { kind, name, variable } = at as Node;
    if (kind === Kind.ARGUMENT) path = name!.value;
    else if (kind === Kind.VARIABLE_DEFINITION) path = variable!.name.value;
    else if (kind === Kind.OBJECT_FIELD) path += `.${name!.value}`;
    else if (keys[index - 1] === 'values') path += `[${key}]`;
  });
  return path;
}
