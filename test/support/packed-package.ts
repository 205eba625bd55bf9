import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

/** Packs what is built, as `npm pack` does, into a folder; returns the file's path. */
export function pack(folder: string): string {
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const file = execFileSync('npm', args, { cwd: packageRoot, encoding: 'utf8' }).trim();
  return path.join(folder, file);
}

/**
 * Does in a folder what `npm install FILE` does, without a network: unpacks the package, links its command, and links of this
 * checkout's packages those that it names as dependencies, and no other. Returns the package's folder.
 */
export function installPacked(file: string, folder: string): string {
  const modules = path.join(folder, 'node_modules');
  const unpacked = path.join(modules, 'bincard');
  mkdirSync(unpacked, { recursive: true });
  execFileSync('tar', ['-xzf', file, '-C', unpacked, '--strip-components=1', '--no-same-owner']);
  const { bin, dependencies } = JSON.parse(
    readFileSync(path.join(unpacked, 'package.json'), 'utf8'),
  ) as { bin: Record<string, string>; dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) {
    const link = path.join(modules, name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(packageRoot, 'node_modules', name), link);
  }
  mkdirSync(path.join(modules, '.bin'));
  for (const [command, target] of Object.entries(bin)) {
    chmodSync(path.join(unpacked, target), 0o755); // as npm does
    symlinkSync(path.join('..', 'bincard', target), path.join(modules, '.bin', command));
  }
  return unpacked;
}

// The first release makes this folder (CONTRIBUTING.md).
const RELEASES = path.join(packageRoot, 'test/package/releases');

/** The packages of the releases so far, the last one last: what `npm pack` made of each. */
export function releasedPackages(): string[] {
  if (!existsSync(RELEASES)) return [];
  const number = (file: string) => /(\d+)\.(\d+)\.(\d+)/.exec(file)!.slice(1).map(Number);
  return readdirSync(RELEASES)
    .filter((name) => name.endsWith('.tgz'))
    .sort((one, other) => {
      const [left, right] = [number(one), number(other)];
      const place = left.findIndex((part, index) => part !== right[index]);
      return place === -1 ? 0 : left[place]! - right[place]!;
    })
    .map((name) => path.join(RELEASES, name));
}
