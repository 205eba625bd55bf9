import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../src/database/sql-files';

// `npm run sbom`: writes the CycloneDX bill of materials of what ships to dist/sbom.cdx.json, from the lock file. It
// holds the moment and a number of its own, so it is made anew and not committed.

interface Bill {
  readonly components: {
    readonly name: string;
    readonly version: string;
    readonly group?: string;
  }[];
}

function main(): void {
  const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev'];
  const text = execFileSync('npm', args, {
    cwd: packageRoot,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { components } = JSON.parse(text) as Bill;
  const named = new Set(
    components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`),
  );
  const { dependencies } = JSON.parse(
    readFileSync(path.join(packageRoot, 'package.json'), 'utf8'),
  ) as { dependencies: Record<string, string> };
  const missing = Object.entries(dependencies)
    .map(([name, version]) => `${name}@${version}`)
    .filter((dependency) => !named.has(dependency));
  if (missing.length > 0) throw new Error(`not in the bill: ${missing.join(', ')}`);
  writeFileSync(path.join(packageRoot, 'dist/sbom.cdx.json'), text);
  console.log(`dist/sbom.cdx.json: ${components.length} packages`);
}

main();
