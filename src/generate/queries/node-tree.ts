/** A value of PostgreSQL's text form of a parse tree (pg_node_tree). */
export type NodeValue = string | Node | readonly NodeValue[];
/** `{VAR :varno 1 ...}`: its tag and its fields. `<>`, which stands for nothing, is an empty list. */
export interface Node {
  readonly tag: string;
  readonly fields: ReadonlyMap<string, NodeValue>;
}

const TOKEN = /[(){}]|\[[^\]]*\]|"(?:[^"\\]|\\.)*"|(?:[^\s(){}\\]|\\.)+/gs;

/** Reads a pg_node_tree. */
export function parseNodeTree(text: string): NodeValue {
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;
  const next = () => tokens[at++]!;
  const value = (): NodeValue => {
    const token = next();
    if (token === '{') return node();
    if (token !== '(') return token === '<>' ? [] : token;
    const items: NodeValue[] = [];
    while (tokens[at] !== ')') items.push(value());
    at++;
    return items;
  };
  const node = (): Node => {
    const tag = next();
    const fields = new Map<string, NodeValue>();
    while (tokens[at] !== '}') {
      const name = next().slice(1);
      let found = value();
      // A constant is its length and then its bytes.
      if (tokens[at]?.startsWith('[')) found = next();
      fields.set(name, found);
    }
    at++;
    return { tag, fields };
  };
  return value();
}

export function isNode(value: NodeValue | undefined): value is Node {
  return typeof value === 'object' && !Array.isArray(value);
}

/** A field that is a node; undefined where it is none. */
export function nodeAt(node: Node, field: string): Node | undefined {
  const value = node.fields.get(field);
  return isNode(value) ? value : undefined;
}

/** The nodes of a field that is a list. */
export function nodesAt(node: Node, field: string): readonly Node[] {
  const value = node.fields.get(field);
  return Array.isArray(value) ? (value as readonly NodeValue[]).filter(isNode) : [];
}

/** A field that is a word or a number, as text. */
export function wordAt(node: Node, field: string): string {
  const value = node.fields.get(field);
  return typeof value === 'string' ? value : '';
}

/** The query that a stored body or rule holds. */
export function queryOf(tree: unknown): Node {
  for (let value = tree; ; value = (value as readonly unknown[])[0]) {
    if (isNode(value as Node) && (value as Node).tag === 'QUERY') return value as Node;
    if (!Array.isArray(value)) throw new Error('There is no query in the parse tree');
  }
}
