import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { linkLibraries } from '../../src/postgres/linked-libraries';

describe('the libraries of the embedded PostgreSQL', () => {
  let root: string;
  const at = (name: string) => path.join(root, 'native/lib', name);
  const list = (links: object[]) =>
    writeFileSync(path.join(root, 'native/pg-symlinks.json'), JSON.stringify(links));

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'bincard-libraries-'));
    mkdirSync(path.join(root, 'native/lib'), { recursive: true });
    writeFileSync(at('libx.so.6.1'), 'x');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('are linked where no install script has run, and left as they are after that', async () => {
    list(['libx.so', 'libx.so.6'].map((name) => linkTo(name)));
    await linkLibraries(root);
    expect(readlinkSync(at('libx.so.6'))).toBe('libx.so.6.1');
    expect(readFileSync(at('libx.so'), 'utf8')).toBe('x');
    await linkLibraries(root);
  });

  it('are as they were where the package lists none', async () => {
    await linkLibraries(root);
  });

  it('that cannot be linked are named, with what to do', async () => {
    list([{ source: 'native/lib/libx.so.6.1', target: 'native/none/libx.so' }]);
    await expect(linkLibraries(root)).rejects.toThrow(
      /none\/libx\.so cannot be made: run npm rebuild/,
    );
  });

  function linkTo(name: string) {
    return { source: 'native/lib/libx.so.6.1', target: `native/lib/${name}` };
  }
});
