import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

// What a person gets who installs the package: npm reads neither our lock file nor our overrides there.

interface Locked {
  readonly dev?: boolean;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Record<string, string>;
}

const json = (file: string): unknown =>
  JSON.parse(readFileSync(path.join(packageRoot, file), 'utf8'));

describe('the packages that ship', () => {
  const { packages } = json('package-lock.json') as { packages: Record<string, Locked> };
  const { engines, overrides } = json('package.json') as {
    engines: { node: string };
    overrides: object;
  };
  const shipped = Object.entries(packages).filter(([at, { dev }]) => at !== '' && !dev);
  const nameOf = (at: string) => at.split('node_modules/').at(-1)!;
  const least = (range: string) =>
    range.split('||').map((one) => {
      const [, major = '0', minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(one) ?? [];
      return Number(major) * 1_000 + Number(minor);
    });

  it('run on the oldest Node that the package is for', () => {
    const [oldest] = least(engines.node);
    const newer = shipped.filter(
      ([, one]) => Math.min(...least(one.engines?.node ?? '>=0')) > oldest!,
    );
    expect(newer.map(([at]) => at)).toEqual([]);
    expect(shipped.length).toBeGreaterThan(100);
  });

  it('are no overrides, which would not be theirs', () => {
    const overridden = Object.keys(overrides);
    const theirs = shipped.map(([at]) => nameOf(at)).filter((name) => overridden.includes(name));
    expect(theirs).toEqual([]);
  });
});
