import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../src/database/sql-files';

// `npm run sbom`: writes the CycloneDX bill of materials of what ships to dist/sbom.cdx.json, from the lock file. It
// holds the moment and a number of its own, so it is made anew and not committed.

interface Component {
  readonly name: string;
  readonly version: string;
  readonly group?: string;
  readonly 'bom-ref': string;
}

interface Bill {
  components: Component[];
  dependencies: { readonly ref: string; dependsOn?: string[] }[];
}

const nameOf = ({ group, name, version }: Component) =>
  `${group ? `${group}/` : ''}${name}@${version}`;

/**
 * The packages that ship, by the lock file. `npm sbom --omit=dev` leaves out also what a package that ships shares
 * with one of development.
 */
function shippedPackages(): Set<string> {
  const lock = JSON.parse(readFileSync(path.join(packageRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { name?: string; version: string; dev?: boolean }>;
  };
  const shipped = Object.entries(lock.packages).filter(([, { dev }]) => !dev);
  return new Set(
    shipped.map(
      ([at, entry]) => `${entry.name ?? at.split('node_modules/').at(-1)}@${entry.version}`,
    ),
  );
}

function main(): void {
  const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
  const text = execFileSync('npm', args, {
    cwd: packageRoot,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const bill = JSON.parse(text) as Bill;
  const shipped = shippedPackages();
  const left = new Set(
    bill.components.filter((each) => !shipped.has(nameOf(each))).map((each) => each['bom-ref']),
  );
  bill.components = bill.components.filter((each) => !left.has(each['bom-ref']));
  bill.dependencies = bill.dependencies.filter(({ ref }) => !left.has(ref));
  for (const each of bill.dependencies) {
    each.dependsOn = each.dependsOn?.filter((ref) => !left.has(ref));
  }
  const named = new Set(bill.components.map(nameOf));
  const { dependencies } = JSON.parse(
    readFileSync(path.join(packageRoot, 'package.json'), 'utf8'),
  ) as { dependencies: Record<string, string> };
  const missing = Object.entries(dependencies)
    .map(([name, version]) => `${name}@${version}`)
    .filter((dependency) => !named.has(dependency));
  if (missing.length > 0) throw new Error(`not in the bill: ${missing.join(', ')}`);
  writeFileSync(path.join(packageRoot, 'dist/sbom.cdx.json'), JSON.stringify(bill, null, 2));
  console.log(`dist/sbom.cdx.json: ${bill.components.length} packages`);
}

main();
