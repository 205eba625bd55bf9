/** Makes objects of columns: the value of a key in each object is that of its column. */
export type Zip = (columns: readonly (readonly unknown[])[], count: number) => object[];

/** The texts of names may come from clients: no more functions than these are kept. */
const MOST = 1000;
const known = new Map<string, Zip>();

/**
 * A function that makes objects with these keys. It is compiled with the keys in its text, so that all its objects have
 * one shape from the start: setting the keys one by one takes many times as long.
 */
export function zipOf(keys: readonly string[]): Zip {
  const name = keys.join(' ');
  let zip = known.get(name);
  if (!zip) {
    if (known.size >= MOST) known.clear();
    known.set(name, (zip = compile(keys)));
  }
  return zip;
}

function compile(keys: readonly string[]): Zip {
  if (keys.some((key) => !/^\w+$/.test(key))) throw new Error('A key is not a name');
  const columns = keys.map((_, place) => `c${place} = columns[${place}]`).join(', ');
  // In brackets, __proto__ is a key like any other.
  const values = keys.map((key, place) => `['${key}']: c${place}[row]`).join(', ');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the keys are names, checked above
  return new Function(
    'columns',
    'count',
    `const ${columns}, objects = new Array(count);
     for (let row = 0; row < count; row++) objects[row] = { ${values} };
     return objects;`,
  ) as Zip;
}
