import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeDataDir } from '../support/running-server';
import { bincard } from './bincard';

// The embedded server is copied as pg_basebackup does it, while it runs, with no program but those of the package.

jest.setTimeout(300_000);

describe('a backup of the embedded server', () => {
  let from: string;
  let copy: string;
  const folders: string[] = [];
  const folder = () => {
    folders.push(makeDataDir());
    return folders.at(-1)!;
  };
  const on = (dataDir: string, ...args: string[]) =>
    bincard(args, { BINCARD_DATA_DIR: dataDir, PATH: '/usr/bin:/bin:/usr/sbin:/sbin' });

  beforeAll(async () => {
    from = folder();
    copy = path.join(from, 'shop.copy');
    expect((await on(from, 'tenant', 'create', 'shop')).code).toBe(0);
    await on(from, 'location', 'create', 'HUT', '--tenant', 'shop');
    // A draft in stock: compare finds it not listed, and that is no fault of a backup.
    const list = path.join(from, 'list.csv');
    writeFileSync(list, 'sku,name,status,location,quantity\nTRAY,Tray,draft,HUT,15\n');
    for (const kind of ['products', 'stock']) {
      const live = ['import', kind, list, '--live', '--yes', '--tenant', 'shop'];
      expect((await on(from, ...live)).code).toBe(0);
    }
    expect((await on(from, 'compare', '--tenant', 'shop')).stdout).toContain('NOT_LISTED\tTRAY');
    const { code, stdout, stderr } = await on(from, 'backup', copy);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('bincard restore');
  });
  afterAll(() => folders.forEach((each) => rmSync(each, { recursive: true, force: true })));

  it('is a file that only its owner may read', () => {
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(statSync(copy).size).toBeGreaterThan(1_000_000);
  });

  it('becomes the server of another data folder, with all tenants and a password of its own', async () => {
    const to = folder();
    const restored = await on(to, 'restore', copy, '--yes', '--json');
    expect({ code: restored.code, stderr: restored.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(restored.stdout)).toMatchObject({
      ...{ sound: true, findings: [] },
      tenants: [{ tenant: 'shop', verification: { broken: [] }, discrepancies: 0 }],
    });
    const { stdout } = await on(to, 'location', 'list', '--tenant', 'shop');
    expect(stdout).toContain('HUT\tHUT\tSTOREFRONT\ton');
    const password = (dataDir: string) =>
      readFileSync(path.join(dataDir, 'postgres-password'), 'utf8');
    expect(password(to)).not.toBe(password(from));

    const again = await on(to, 'restore', copy, '--yes');
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('has a database: restore into another one');
  });

  it('that is damaged leaves no server behind', async () => {
    const to = folder();
    const whole = readFileSync(copy);
    const damaged = path.join(to, 'damaged.copy');
    for (const bytes of [
      whole.subarray(0, whole.length >> 1),
      Buffer.concat([whole.subarray(0, -8), Buffer.alloc(8)]), // the checksum at its end
    ]) {
      writeFileSync(damaged, bytes);
      const refused = await on(to, 'restore', damaged, '--yes');
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toMatch(/^bincard: The copy cannot be restored: /);
      expect(readdirSync(to).filter((name) => name.startsWith('postgres.'))).toEqual([]);
      expect(existsSync(path.join(to, 'postgres'))).toBe(false);
    }
  });

  it.each([
    ['a text', 'no backup at all', 'is not a backup of Bincard'],
    ['an empty file', '', 'is not a backup of Bincard'],
    ['what begins as a dump', 'PGDMP and no more', 'pg_restore '],
  ])('is restored into a folder where %s was refused before', async (_, text, said) => {
    const to = folder();
    const wrong = path.join(to, 'wrong.copy');
    writeFileSync(wrong, text);
    const refused = await on(to, 'restore', wrong, '--yes');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(said);
    expect(existsSync(path.join(to, 'postgres'))).toBe(false);
    expect(await on(to, 'restore', copy, '--yes')).toMatchObject({ code: 0, stderr: '' });
  });

  it('is not written over another file unless that is asked for', async () => {
    const before = statSync(copy);
    const refused = await on(from, 'backup', copy);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `bincard: ${copy} is there already: name a new file, or replace it with --replace\n`,
    );
    expect(statSync(copy).mtimeMs).toBe(before.mtimeMs);
    const other = path.join(from, 'other.copy');
    writeFileSync(other, 'of before');
    expect((await on(from, 'backup', other, '--replace')).code).toBe(0);
    expect(statSync(other).size).toBeGreaterThan(1_000_000);
  });

  it.each([
    ['nodir/x', (file: string) => `There is no folder ${path.dirname(file)} to write ${file} in`],
    ['shop.copy/x', (file: string) => `${path.dirname(file)} is not a folder`],
    ['.', (file: string) => `${file} is a folder: name a file`],
  ])('that cannot be written at %s says so, by the name that was given', async (name, said) => {
    const file = path.join(from, name);
    const { code, stderr } = await on(from, 'backup', file);
    expect({ code, stderr }).toEqual({
      ...{ code: 2, stderr: expect.stringContaining(`bincard: ${said(file)}`) as string },
    });
    expect(stderr).not.toMatch(/ENO|\.part|Unexpected/);
  });

  it('is not restored into a database of one’s own', async () => {
    const env = { DATABASE_URL: process.env['TEST_SERVER_URL']! };
    const { code, stderr } = await bincard(['restore', copy, '--yes'], env);
    expect(code).toBe(2);
    expect(stderr).toContain('is a copy of an embedded server');
  });
});
