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

  it('is not restored into a database of one’s own', async () => {
    const env = { DATABASE_URL: process.env['TEST_SERVER_URL']! };
    const { code, stderr } = await bincard(['restore', copy, '--yes'], env);
    expect(code).toBe(2);
    expect(stderr).toContain('is a copy of an embedded server');
  });
});
