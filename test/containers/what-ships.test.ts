import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

// An image and a package hold less than a checkout: what src needs must be in them, and nothing else.

const { dependencies, ...manifest } = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
  private?: boolean;
  bin: Record<string, string>;
};

/** Everything that the npm package may hold. */
const SHIPPED = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|examples\/data\/demo-shop\.csv|examples\/codegen\/codegen\.yml|monitoring\/[\w-]+\.(json|yaml))$/,
  /^(dist\/(src|db)\/.+\.js|(src|db)\/.+\.sql|db\/.+\.txt|src\/schema\/schema\.graphql)$/,
  // The client and the console, as they are built.
  /^((dist\/(client|pages)|client\/dist|console\/dist)\/.+(?<!\.map)|client\/package\.json)$/,
];

function read(file: string): string {
  return readFileSync(path.join(packageRoot, file), 'utf8');
}

function list(folder: string, ending: string): string[] {
  return readdirSync(path.join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
}

/** Packages that a source names; what it takes the types of only is not there when it runs. */
function packagesOf(file: string): string[] {
  const text = read(file).replace(/^import type [^;]*;/gm, '');
  const named = [...text.matchAll(/(?:from|import|import\(|resolve\()\s*'([@a-z][\w@./:-]*)'/g)];
  return named
    .map(([, name]) => name!)
    .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
    .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)![0]);
}

/** The .sql files that are read when it runs: all but those of the generators. */
function runtimeSql(): string[] {
  return [...list('db', '.sql'), ...list('src', '.sql')].filter(
    (file) => !file.startsWith('src/generate/'),
  );
}

function outside(folders: string[]): string[] {
  return runtimeSql().filter((file) => !folders.some((folder) => file.startsWith(`${folder}/`)));
}

/** What `npm pack` would put into the package, of the `dist` that is there. */
function packedFiles(): string[] {
  const answer = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: packageRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [pack] = JSON.parse(answer) as [{ files: { path: string }[] }];
  return pack.files.map((file) => file.path);
}

describe('what ships', () => {
  it('has every package that src and db use among its dependencies', () => {
    const used = [...list('src', '.ts'), ...list('db', '.ts')]
      .filter((file) => !file.startsWith('src/generate/'))
      .flatMap((file) => packagesOf(file).map((name) => [name, file]));
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter(([name]) => !(name! in dependencies))).toEqual([]);
  });

  it('has every .sql file that is read when it runs, in the image', () => {
    const copied = [...read('Dockerfile').matchAll(/^COPY --from=build \/app\/(\S+)/gm)];
    expect(outside(copied.map(([, folder]) => folder!))).toEqual([]);
  });

  describe('the package', () => {
    const packed = packedFiles();

    it('has the command, the demo data and every .sql file', () => {
      const needed = [
        ...['dist/src/cli/main.js', 'examples/data/demo-shop.csv', 'README.md'],
        ...[
          'dist/client/verify-proof.mjs',
          'dist/pages/manifest.json',
          'src/schema/schema.graphql',
        ],
      ];
      expect([...needed, ...runtimeSql()].filter((file) => !packed.includes(file))).toEqual([]);
    });

    it('may be published, and has the command that its manifest names', () => {
      expect(manifest.private).toBeUndefined();
      expect(Object.values(manifest.bin).filter((file) => !packed.includes(file))).toEqual([]);
    });

    it('has nothing that a user does not run: no tests, benchmarks, examples or generators', () => {
      const ships = (file: string) => SHIPPED.some((files) => files.test(file));
      const extra = packed.filter((file) => !ships(file) || file.includes('src/generate/'));
      expect(extra).toEqual([]);
    });
  });
});
