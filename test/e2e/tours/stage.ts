import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../../src/database/sql-files';
import { freePort } from '../../../src/postgres/embedded-server';
import { Installation } from '../../package/installation';
import { installPacked, pack } from '../../support/packed-package';
import type { Tour } from './tour';

/** A program that runs in a terminal of its own. */
export interface Running {
  /** Ctrl-C, and its end. */
  stop(): Promise<void>;
}

/** An empty folder of a person, with the package's file beside it, and shells in the folder. */
export class Stage {
  readonly folder: string;
  private readonly file: string;
  private readonly settings: Record<string, string> = {};
  private readonly shell: Installation;
  private running: Running[] = [];
  private printed = '';

  private constructor(readonly port: number) {
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-tour-'));
    chmodSync(this.folder, 0o755); // as root the embedded server runs as another account
    this.file = pack(this.folder);
    this.settings['PORT'] = String(port);
    this.shell = new Installation(this.folder, this.settings);
  }

  static async open(): Promise<Stage> {
    return new Stage(await freePort());
  }

  /** Where a server answers that is started here. */
  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Installs the package. */
  install(tour: Tour): void {
    tour.step('npm install ./bincard-*.tgz');
    rmSync(path.join(this.folder, 'node_modules'), { recursive: true, force: true });
    installPacked(this.file, this.folder);
  }

  /** Installs the file of another package, with packages of this checkout in the place of those that npm would fetch. */
  installBeside(file: string, name: string, needs: string[]): void {
    const modules = path.join(this.folder, 'node_modules');
    const unpacked = path.join(modules, name);
    mkdirSync(unpacked, { recursive: true });
    const args = ['-xzf', file, '-C', unpacked, '--strip-components=1', '--no-same-owner'];
    execFileSync('tar', args, { cwd: this.folder });
    for (const need of needs) {
      const link = path.join(modules, need);
      mkdirSync(path.dirname(link), { recursive: true });
      rmSync(link, { force: true });
      symlinkSync(path.join(packageRoot, 'node_modules', need), link);
    }
  }

  /** Sets a variable for all that is typed from here on. */
  export(tour: Tour, name: string, value: string): void {
    tour.step(`export ${name}=${value}`);
    this.settings[name] = value;
  }

  /** Types a command, which ends with this exit code; returns what it prints. */
  async type(tour: Tour, command: string, code = 0): Promise<string> {
    tour.step(command);
    if (code === 0) return this.shell.shell(command);
    const failure = await this.shell.shell(command).then(
      () => undefined,
      (error: { code: number; stdout: string }) => error,
    );
    expect(failure).toMatchObject({ code });
    return failure!.stdout;
  }

  /** Types a command that goes on, in a terminal of its own, until it has printed something. */
  async run(tour: Tour, command: string, until: string): Promise<Running> {
    tour.step(command);
    // A process group of its own, as a terminal makes one: Ctrl-C reaches all of it.
    const child = spawn('bash', ['-c', command], {
      ...{ cwd: this.folder, env: this.shell.env, detached: true },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    let output = '';
    await new Promise<void>((resolve, reject) => {
      child.once('close', () => reject(new Error(`${command} ended:\n${output}`)));
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          this.printed += chunk.toString();
          if (output.includes(until)) resolve();
        });
      }
    });
    const stop = async () => {
      this.running = this.running.filter((other) => other !== one);
      process.kill(-child.pid!, 'SIGINT');
      await ended;
    };
    const one: Running = { stop };
    this.running.push(one);
    return one;
  }

  /** Starts the server, with settings before the command. */
  start(tour: Tour, settings: Record<string, string> = {}): Promise<Running> {
    const before = Object.entries(settings).map(([name, value]) => `${name}=${value} `);
    return this.run(tour, `${before.join('')}npx bincard start`, 'serves GraphQL at');
  }

  /** The errors in the logs of what ran since this was last asked. */
  takeErrors(): string[] {
    const errors = this.printed.split('\n').filter((line) => /"level":[56]0/.test(line));
    this.printed = '';
    return errors;
  }

  /** Stops what runs. */
  async stop(): Promise<void> {
    for (const one of [...this.running]) await one.stop();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
