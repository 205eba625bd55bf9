import { closeSync, lstatSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkDescriptors, openDescriptors } from '../../src/sync/child/descriptors';
import type { SourceFile } from '../../src/sync/child/source-path';

// Which files are taken for those that SQLite has opened.

/** Told to, opens a file, says so, and closes it after a moment, whatever this thread does. */
const FOR_A_MOMENT = `
  const { workerData } = require('node:worker_threads');
  const fs = require('node:fs');
  const flag = new Int32Array(workerData.flag);
  const say = (state) => {
    Atomics.store(flag, 0, state);
    Atomics.notify(flag, 0);
  };
  say(1);
  Atomics.wait(flag, 0, 1);
  const descriptor = fs.openSync(workerData.file);
  say(3);
  Atomics.wait(flag, 0, 3, 40);
  fs.closeSync(descriptor);
`;

describe('the files that a process has opened', () => {
  let folder: string;
  const opened: number[] = [];
  const fileOf = (name: string): SourceFile => {
    const { dev, ino } = lstatSync(path.join(folder, name), { bigint: true });
    const entry = (of: string) => path.join(folder, of);
    return { folder, name, device: dev, inode: ino, entry };
  };
  const open = (name: string) => opened.push(openSync(path.join(folder, name), 'r'));
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-descriptors-'));
    for (const name of ['shop.db', 'shop.db-wal', 'other.db']) {
      writeFileSync(path.join(folder, name), name);
    }
  });
  afterEach(() => opened.splice(0).forEach((each) => closeSync(each)));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are the one that was found, and what SQLite keeps beside it', () => {
    const before = openDescriptors();
    open('shop.db');
    open('shop.db-wal');
    expect(() => checkDescriptors(fileOf('shop.db'), before)).not.toThrow();
  });

  it('another that stays open is an exchange, and so is a file that is not opened', () => {
    const before = openDescriptors();
    expect(() => checkDescriptors(fileOf('shop.db'), before)).toThrow('was exchanged');
    open('shop.db');
    open('other.db');
    expect(() => checkDescriptors(fileOf('shop.db'), before)).toThrow('was exchanged');
  });

  it('another that a thread of the runtime opens for a moment is none', async () => {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const file = path.join(folder, 'other.db');
    const worker = new Worker(FOR_A_MOMENT, {
      eval: true,
      workerData: { flag: flag.buffer, file },
    });
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    Atomics.wait(flag, 0, 0); // it has begun: it opens nothing of its own any more
    const before = openDescriptors();
    open('shop.db');
    Atomics.store(flag, 0, 2);
    Atomics.notify(flag, 0);
    Atomics.wait(flag, 0, 2); // the file is open from here on
    expect(() => checkDescriptors(fileOf('shop.db'), before)).not.toThrow();
    await ended;
  });
});
