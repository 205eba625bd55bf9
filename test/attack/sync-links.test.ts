import { spawn } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { ExternalFile } from '../../src/sync/child/external-file';
import { ExternalTable } from '../../src/sync/child/external-table';
import { findSourceFile } from '../../src/sync/child/source-path';

// The tenant `shop` may do what it likes in its own folder: exchange files and folders for links, at any moment.

const TRIES = 300;

/** Exchanges `place` for a link and for the tenant's own file in turn, each in one step, until it is killed. */
const EXCHANGE = `
  const { renameSync, linkSync, symlinkSync } = require('node:fs');
  const [place, own, link] = process.argv.slice(1);
  process.stdout.write('ready');
  for (let n = 0; ; n++) {
    symlinkSync(link, place + '.new'); renameSync(place + '.new', place);
    linkSync(own, place + '.new'); renameSync(place + '.new', place);
  }`;

describe("links in a tenant's folder", () => {
  let root: string;
  const at = (...steps: string[]) => path.join(root, ...steps);
  const make = (file: string, owner: string) => {
    mkdirSync(path.dirname(file), { recursive: true });
    const db = new DatabaseSync(file);
    db.exec(`create table t (k text, status text); insert into t values ('${owner}', 'In-stock')`);
    db.close();
  };
  /** Reads the file's only key, as the process of a source does. */
  const read = async (name: string): Promise<string> => {
    let file: ExternalFile | undefined;
    try {
      file = ExternalFile.open(findSourceFile(root, 'shop', name), 'ro');
      const table = await ExternalTable.find(file, 't', false);
      const { rows } = await table.read('', []);
      return String(rows[0]!.values['k']);
    } catch (error) {
      return (error as { failure?: string }).failure ?? String(error);
    } finally {
      file?.close();
    }
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'bincard-sync-'));
    make(at('shop', 'own.db'), 'own');
    make(at('other', 'x.db'), 'secret');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const exchange = async (...args: string[]) => {
    const child = spawn(process.execPath, ['-e', EXCHANGE, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const closed = new Promise((resolve) => child.once('close', resolve));
    return async () => {
      child.kill('SIGKILL');
      await closed;
    };
  };

  it(`read nothing of another tenant's file in ${TRIES} tries while a link is exchanged`, async () => {
    linkSync(at('shop', 'own.db'), at('shop', 'x.db'));
    const stop = await exchange(at('shop', 'x.db'), at('shop', 'own.db'), at('other', 'x.db'));
    const found = new Map<string, number>();
    for (let n = 0; n < TRIES; n++) {
      const key = await read('x.db');
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    await stop();
    console.log('file exchanged', Object.fromEntries(found));
    expect([...found.keys()]).not.toContain('secret');
    expect(found.get('own')).toBeGreaterThan(0);
    expect(found.get('SYNC_PATH_OUTSIDE')).toBeGreaterThan(0);
  });

  it.each(['file', 'folder'])(
    'are not followed by a %s that becomes one once it was found',
    (what) => {
      make(at('shop', 'sub', 'x.db'), 'own');
      const place = what === 'file' ? at('shop', 'sub', 'x.db') : at('shop', 'sub');
      const target = what === 'file' ? at('other', 'x.db') : at('other');
      const found = findSourceFile(root, 'shop', 'sub/x.db');
      renameSync(place, `${place}.away`);
      symlinkSync(target, place);
      expect(() => ExternalFile.open(found, 'ro')).toThrow('was exchanged');
      expect(() => ExternalFile.open(found, 'rw')).toThrow('was exchanged');
      expect(() => findSourceFile(root, 'shop', 'sub/x.db')).toThrow('outside');
    },
  );

  it.each(['-journal', '-wal'])('are not followed for the file with %s', async (suffix) => {
    const victim = at('other', 'victim');
    writeFileSync(victim, 'before');
    symlinkSync(victim, at('shop', `own.db${suffix}`));
    const found = findSourceFile(root, 'shop', 'own.db');
    const file = ExternalFile.open(found, 'rw');
    const db = new DatabaseSync(at('other', 'x.db'));
    db.exec(`pragma journal_mode = ${suffix === '-wal' ? 'wal' : 'delete'}`);
    db.close();
    await expect(
      file.write((connection) => {
        if (suffix === '-wal')
          connection.exec('rollback; pragma journal_mode = wal; begin immediate');
        connection.exec(`update t set status = 'Sold'`);
      }),
    ).rejects.toThrow();
    file.close();
    expect(readFileSync(victim, 'utf8')).toBe('before');
  });
});
