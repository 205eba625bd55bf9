import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';
import { embeddedFailure, listenFailure, sentenceOf } from '../../src/cli/failure';
import { EmbeddedUnusable } from '../../src/postgres/embedded-unusable';
import { makeDataDir } from '../support/running-server';
import { bincard } from './bincard';

// What the machine refuses is said in a sentence with the way out, never as a stack of calls.

const MAIN = path.join(packageRoot, 'dist/src/cli/main.js');

describe('a command that the machine refuses', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = makeDataDir();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('says that the data folder cannot be used', async () => {
    const file = path.join(dataDir, 'a-file');
    writeFileSync(file, '');
    const { code, stdout, stderr } = await bincard(['token'], { BINCARD_DATA_DIR: file });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      `bincard: The data folder ${file} cannot be used (it is not a folder): set BINCARD_DATA_DIR to a folder that this user may write, or DATABASE_URL to a PostgreSQL of your own\n`,
    );
  });

  // A file system of its own takes root; elsewhere the sentences below are checked without one.
  const mounts = canMount() ? it : it.skip;
  mounts.each([
    ['size=1m', 'is full: make room, or set BINCARD_DATA_DIR'],
    ['ro', 'cannot be used (read-only file system): set BINCARD_DATA_DIR'],
  ])('says so of a data folder on a file system with %s', (options, said) => {
    const script = `mount -t tmpfs -o ${options},mode=755 tmpfs "$1" && BINCARD_DATA_DIR="$1" exec "$2" "$3" token 2>&1`;
    const args = ['-m', 'sh', '-c', script, 'sh', dataDir, process.execPath, MAIN];
    const { output, code } = outcome(() =>
      execFileSync('unshare', args, {
        env: { ...process.env, DATABASE_URL: '' },
        encoding: 'utf8',
      }),
    );
    expect(code).toBe(2);
    expect(output.trimEnd().split('\n')).toEqual([expect.stringContaining(said)]);
  });

  it.each([
    ['EACCES', 'Port 80 needs a right that this user has not: set PORT to 1024 or more'],
    ['EADDRINUSE', '127.0.0.1:80 is taken: set PORT to another number'],
    ['EADDRNOTAVAIL', '127.0.0.1 is no address of this machine: set HOST'],
  ])('says why it cannot listen (%s)', (code, said) => {
    const error = Object.assign(new Error(`listen ${code}`), {
      ...{ code, syscall: 'listen', address: '127.0.0.1', port: 80 },
    });
    expect(sentenceOf(listenFailure(error))).toContain(said);
  });

  it.each([
    ['EACCES', 'permission denied'],
    ['EROFS', 'read-only file system'],
    ['ENOSPC', 'The disk of the data folder /data is full'],
  ])('says why a data folder cannot be used (%s)', (code, said) => {
    const error = Object.assign(new Error(code), { code, syscall: 'open', path: '/data/x' });
    expect(sentenceOf(embeddedFailure('/data', error))).toContain(said);
    expect(sentenceOf(embeddedFailure('/data', error))).toContain('BINCARD_DATA_DIR');
  });

  it('says why the embedded server cannot run', () => {
    const error = new EmbeddedUnusable('start as an ordinary user');
    expect(sentenceOf(embeddedFailure('/data', error))).toBe('start as an ordinary user');
  });

  it('prints no stack for what nobody foresaw, unless it is asked for', () => {
    const sentence = sentenceOf(new Error('something odd'));
    expect(sentence).toBe('Unexpected failure: something odd (LOG_LEVEL=debug prints where)');
  });
});

describe('a reader that ends early', () => {
  it.each([[['--help']], [['rules', '--help']], [['nosuch']]])(
    'is no failure of %j',
    async (args) => {
      const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.destroy(); // before it writes
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const code = await new Promise((resolve) => child.once('close', resolve));
      const fails = args[0] === 'nosuch';
      expect([code, stderr]).toEqual([fails ? 2 : 0, fails ? expect.any(String) : '']);
      expect(stderr).not.toContain('EPIPE');
    },
  );

  it('is told from an output that cannot be written', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [MAIN, '--help'], { stdio: ['ignore', full, 'pipe'] });
    let stderr = '';
    child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    closeSync(full);
    expect([code, stderr]).toEqual([
      2,
      'bincard: The output cannot be written: no space left on the disk\n',
    ]);
  });
});

function canMount(): boolean {
  return (
    outcome(() => execFileSync('unshare', ['-m', 'true'], { stdio: 'pipe', encoding: 'utf8' }))
      .code === 0
  );
}

function outcome(run: () => string): { output: string; code: number } {
  try {
    return { output: run(), code: 0 };
  } catch (error) {
    const { stdout, status } = error as { stdout: string; status: number };
    return { output: stdout, code: status };
  }
}
