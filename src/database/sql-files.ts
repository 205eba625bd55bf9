import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

function findPackageRoot(from: string): string {
  return existsSync(path.join(from, 'package.json')) && existsSync(path.join(from, 'db'))
    ? from
    : findPackageRoot(path.dirname(from));
}

/** The folder that holds package.json and db/, from the sources and from dist alike. */
export const packageRoot = findPackageRoot(__dirname);

const cache = new Map<string, string>();

/** The text of a file of this package, by its path from the package root. Read once. */
export function readSql(file: string): string {
  let text = cache.get(file);
  if (text === undefined) {
    text = readFileSync(path.join(packageRoot, file), 'utf8');
    cache.set(file, text);
  }
  return text;
}

/** The `.sql` files of a folder, as paths from the package root, in the order of their names. */
export function listSql(folder: string): string[] {
  return readdirSync(path.join(packageRoot, folder))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => `${folder}/${name}`);
}
