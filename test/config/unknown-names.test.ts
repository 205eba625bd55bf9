import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../src/config';
import { SECTIONS } from '../../src/config/settings';
import { packageRoot } from '../../src/database/sql-files';

const NAMES = SECTIONS.flatMap(({ settings }) => Object.values(settings).map(({ name }) => name));

describe('a name in the environment that is no setting', () => {
  it.each([
    ['BINCARD_MAX_DEPHT', 'BINCARD_MAX_DEPTH'],
    ['BINCARD_RATELIMIT', 'BINCARD_RATE_LIMIT'],
    ['bincard_pool_size', 'BINCARD_POOL_SIZE'],
    ['BINCARD_PORT', 'PORT'],
    ['BINCARD_DATABASE_URL', 'DATABASE_URL'],
    ['BINCARD_JWT_SECRET', 'JWT_SECRET'],
  ])('%s is refused with %s', (name, right) => {
    expect(() => loadConfig({ [name]: '5' })).toThrow(
      `${name} is not a setting: did you mean ${right}?`,
    );
  });

  it('is refused without a guess where no name is near', () => {
    expect(() => loadConfig({ BINCARD_COLOUR_OF_THE_DOOR: 'red' })).toThrow(
      'BINCARD_COLOUR_OF_THE_DOOR is not a setting (see docs/configuration.md)',
    );
  });

  it('is not ours where it has another prefix, or comes from Kubernetes', () => {
    const links = {
      ...{ BINCARD_SERVICE_HOST: '10.0.0.1', BINCARD_SERVICE_PORT_HTTP: '80' },
      ...{ BINCARD_PORT: 'tcp://10.0.0.1:80', BINCARD_PORT_80_TCP_ADDR: '10.0.0.1' },
      ...{ BINCARD_WEB_SERVICE_PORT: '80', OTHER_BINCARD_SETTING: 'x' },
    };
    expect(loadConfig(links).port).toBe(4000);
  });

  it('stands in no documentation and no deployment file', () => {
    const docs = readdirSync(path.join(packageRoot, 'docs')).filter((name) => /\.md$/.test(name));
    const files = [
      'README.md',
      'Dockerfile',
      'compose.yaml',
      ...docs.map((name) => `docs/${name}`),
    ];
    const named = files.flatMap((file) => [
      ...readFileSync(path.join(packageRoot, file), 'utf8').matchAll(/\bBINCARD_[A-Z_]+/g),
    ]);
    const unknown = named.map(([name]) => name).filter((name) => !NAMES.includes(name));
    expect(named.length).toBeGreaterThan(20);
    expect(unknown).toEqual([]);
  });
});

describe('the table of settings', () => {
  it('has each name once, and defaults that its checks take', () => {
    expect(new Set(NAMES).size).toBe(NAMES.length);
    for (const { settings } of SECTIONS) {
      for (const { name, check, fallback } of Object.values(settings)) {
        if (typeof fallback !== 'string' && typeof fallback !== 'number') continue;
        expect([name, check.read(String(fallback))]).not.toEqual([name, undefined]);
      }
    }
  });
});
