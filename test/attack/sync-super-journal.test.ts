import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { ExternalFile } from '../../src/sync/child/external-file';
import { ExternalTable } from '../../src/sync/child/external-table';
import { findSourceFile } from '../../src/sync/child/source-path';

// A rollback journal may name a super-journal, the journal of a transaction over several files. Who rolls such a journal
// back deletes the file of that name. The tenant writes whatever it likes beside its database.

const MAGIC = Buffer.from('d9d505f920a163d7', 'hex');
const SECTOR = 512;
const PAGE = 4096;

/** Writes to the file, waits until its journal has been changed, and fails. */
const WRITE_AND_FAIL = `
  const { statSync } = require('node:fs');
  const { ExternalFile } = require('./dist/src/sync/child/external-file');
  const { findSourceFile } = require('./dist/src/sync/child/source-path');
  const root = process.argv[1];
  const size = () => statSync(root + '/shop/own.db-journal').size;
  void ExternalFile.open(findSourceFile(root, 'shop', 'own.db'), 'rw').write((connection) => {
    connection.exec("update t set status = 'Sold'");
    const before = size();
    process.stdout.write('written');
    while (size() === before);
    throw new Error('fails');
  });`;

function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, 4 * index));
  return bytes;
}

/** The header of a journal without pages, of a file with this many. */
function header(pages: number): Buffer {
  return Buffer.concat([MAGIC, uint32(0, 1, pages, SECTOR, PAGE)], SECTOR);
}

/** The end of a journal that names a super-journal. */
function superJournal(file: string): Buffer {
  const name = Buffer.from(file);
  const sum = name.reduce((total, byte) => total + ((byte << 24) >> 24), 0);
  const place = uint32(0x40000000 / PAGE + 1);
  return Buffer.concat([place, name, uint32(name.length, sum), MAGIC]);
}

describe('a journal that names another file', () => {
  let root: string;
  const at = (...steps: string[]) => path.join(root, ...steps);
  const file = () => at('shop', 'own.db');
  const victim = () => at('secret');
  const open = () => ExternalFile.open(findSourceFile(root, 'shop', 'own.db'), 'rw');
  const sell = (opened: ExternalFile) =>
    opened.write((connection) => connection.exec(`update t set status = 'Sold'`));
  const status = () => {
    const db = new DatabaseSync(file());
    const row = db.prepare('select status from t').get();
    db.close();
    return row;
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'bincard-sync-'));
    mkdirSync(at('shop'));
    writeFileSync(victim(), 'precious');
    const db = new DatabaseSync(file());
    db.exec(`create table t (k text, status text); insert into t values ('1', 'In-stock')`);
    db.close();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const pages = () => statSync(file()).size / PAGE;

  it('is not rolled back: that file stays', async () => {
    const journal = Buffer.concat([header(pages()), superJournal(victim())]);
    writeFileSync(`${file()}-journal`, journal);
    const opened = open();
    await expect(sell(opened)).rejects.toMatchObject({ failure: 'SYNC_FILE_BROKEN' });
    await expect(ExternalTable.find(opened, 't', false)).rejects.toThrow('names another file');
    opened.close();
    expect(existsSync(victim())).toBe(true);
    rmSync(`${file()}-journal`);
    expect(status()).toEqual({ status: 'In-stock' });
  });

  it('is not rolled back when it appears between two transactions', async () => {
    const opened = open();
    await sell(opened);
    writeFileSync(`${file()}-journal`, Buffer.concat([header(pages()), superJournal(victim())]));
    await expect(sell(opened)).rejects.toThrow('names another file');
    opened.close();
    expect(existsSync(victim())).toBe(true);
  });

  it('is told from one that a program left which died: that is rolled back', async () => {
    writeFileSync(`${file()}-journal`, header(pages()));
    const opened = open();
    await sell(opened);
    opened.close();
    expect(existsSync(`${file()}-journal`)).toBe(false);
    expect(status()).toEqual({ status: 'Sold' });
  });

  it('of the running transaction ends the process, which would have rolled it back', async () => {
    const child = spawn(process.execPath, ['-e', WRITE_AND_FAIL, root], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    appendFileSync(`${file()}-journal`, superJournal(victim()));
    expect(await ended).toBe('SIGKILL');
    expect(existsSync(victim())).toBe(true);
  });
});
