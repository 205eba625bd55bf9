import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

// dist/client is a package of its own: what a program installs.

interface Manifest {
  readonly version: string;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly exports: Record<string, Record<string, string>>;
}

const folder = path.join(packageRoot, 'dist/client');
const manifestOf = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Manifest;

describe('the package of the client', () => {
  const own = manifestOf(path.join(folder, 'package.json'));
  const whole = manifestOf(path.join(packageRoot, 'package.json'));

  it('has what its exports name, and imports only what it installs', () => {
    const files = readdirSync(folder);
    for (const target of Object.values(own.exports).flatMap((each) => Object.values(each))) {
      expect(files).toContain(target.replace('./', ''));
    }
    const installed = Object.keys({ ...own.dependencies, ...own.peerDependencies });
    const modules = files.filter((name) => /\.(mjs|d\.mts)$/.test(name));
    const imported = modules.flatMap((name) =>
      [...readFileSync(path.join(folder, name), 'utf8').matchAll(/ from '([^']+)'/g)].map(
        ([, from]) => from!,
      ),
    );
    expect(new Set(imported.filter((from) => !from.startsWith('./')))).toEqual(new Set(installed));
    const missing = imported.filter(
      (from) => from.startsWith('./') && !files.includes(from.slice(2)),
    );
    expect(missing).toEqual([]);
  });

  it('is of the version of the server, with the versions that are tested', () => {
    expect(own.version).toBe(whole.version);
    for (const [name, version] of Object.entries(own.dependencies)) {
      expect([name, version]).toEqual([
        name,
        { ...whole.devDependencies, ...whole.dependencies }[name],
      ]);
    }
  });

  it('runs in Node as it is', () => {
    const program = `
      import { graphql, createClient } from ${JSON.stringify(path.join(folder, 'index.mjs'))};
      const { execute } = createClient({ url: 'http://127.0.0.1:1/', attempts: 1 });
      const ended = await execute(graphql('{ me { actor } }')).catch(({ message }) => message);
      console.log(ended);`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program]);
    expect(printed.toString().trim()).toBe('fetch failed');
  });
});
