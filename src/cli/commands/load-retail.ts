import 'reflect-metadata'; // before every file with a decorator
import { SingleBar, Presets } from 'cli-progress';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { loadJwtSecret } from '../../auth/token';
import type { Config } from '../../config';
import { loadRetail, type LoadOptions } from '../../retail/load';
import type { Plan } from '../../retail/plan';
import { planRetail } from '../../retail/planner';
import { readRetailFile, RetailFileError } from '../../retail/retail-file';
import type { RetailSummary } from '../../retail/summary';
import { startServer } from '../../server/start';
import { CommandError } from '../command-error';
import { withDatabase } from '../database';
import { tokenFor } from '../tokens';

interface Options {
  readonly tenant: string;
  readonly clients: string;
  readonly url?: string;
  readonly token?: string;
  readonly approverToken?: string;
  readonly json?: boolean;
}

/** `bincard load-retail FILE`: replays a shop's invoices through the API; exit 1 when a rule is violated. */
export function define(command: Command, config: Config): void {
  command
    .argument('<file>', 'columns as in the UCI "Online Retail" set')
    .option('--tenant <code>', 'the tenant', 'demo')
    .option('--clients <n>', 'concurrent requests', '8')
    .option('--url <url>', 'a running server, with --token; otherwise one is started for it')
    .option('--token <token>', 'a token for --url')
    .option(
      '--approver-token <token>',
      'a token of another actor for --url, who approves the write-offs',
    )
    .option('--json', 'the summary as JSON')
    .action(async (file: string, options: Options) => {
      const plan = readPlan(file);
      const summary = await replay(config, plan, options);
      console.log(options.json ? JSON.stringify(summary, null, 2) : textOf(summary));
      if (summary.rules.some((rule) => !rule.enabled || rule.violations > 0)) process.exitCode = 1;
    });
}

function readPlan(file: string): Plan {
  try {
    return planRetail(readRetailFile(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof RetailFileError) throw new CommandError(error.message);
    if (code === 'ENOENT') throw new CommandError(`There is no file ${file}`);
    throw error;
  }
}

async function replay(config: Config, plan: Plan, options: Options): Promise<RetailSummary> {
  const clients = Number(options.clients);
  if (!Number.isInteger(clients) || clients < 1 || clients > 100) {
    throw new CommandError('--clients must be a whole number from 1 to 100');
  }
  if (options.url) {
    const { url, token, approverToken } = options;
    if (!token || !approverToken) {
      throw new CommandError('--url needs --token and --approver-token, of two actors');
    }
    return withProgress(plan, { url, token, approverToken, clients });
  }
  return withDatabase(config, async (databaseUrl) => {
    const tokenOf = (actor: string) =>
      tokenFor(config, databaseUrl, { tenant: options.tenant, actor, role: 'admin' });
    const token = await tokenOf('load-retail');
    const approverToken = await tokenOf('load-retail-approver');
    const server = await startServer({
      ...{ databaseUrl, port: 0, host: '127.0.0.1', jwtSecret: loadJwtSecret(config) },
      // It serves this replay alone: no line for each request, no limit.
      logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel,
      poolSize: Math.max(config.poolSize, clients),
      settings: { rateLimit: 0 },
    });
    try {
      return await withProgress(plan, { url: server.url, token, approverToken, clients });
    } finally {
      await server.close();
    }
  });
}

async function withProgress(plan: Plan, options: LoadOptions): Promise<RetailSummary> {
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: '{bar} {percentage}% | {value}/{total} lines | {eta_formatted}',
    },
    Presets.shades_classic,
  );
  // In a pipe the library draws nothing; only the summary is printed.
  bar.start(plan.linesRead, 0);
  try {
    return await loadRetail(plan, { ...options, onProgress: (done) => bar.update(done) });
  } finally {
    bar.stop();
  }
}

function textOf(summary: RetailSummary): string {
  const { skipped, rules, ...numbers } = summary;
  const table = new Table({ colAligns: ['left', 'right'], style: { head: [], border: [] } });
  for (const [name, value] of Object.entries(numbers)) {
    const label = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    table.push([label, Number.isInteger(value) ? String(value) : value.toFixed(1)]);
  }
  const skips = Object.entries(skipped).map(
    ([reason, { lines, units }]) => `skipped ${lines} lines, ${units} units: ${reason}`,
  );
  const broken = rules.filter((rule) => !rule.enabled || rule.violations > 0);
  const verdict = broken.length
    ? broken.map((rule) => `BROKEN ${rule.name}: ${rule.violations} violations`)
    : [`${rules.length} rules, all in force, 0 violations`];
  return [table.toString(), ...skips, ...verdict].join('\n');
}
