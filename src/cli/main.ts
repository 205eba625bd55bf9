#!/usr/bin/env node
import 'reflect-metadata'; // before every file with a decorator
import { Command } from 'commander';
import { ConfigError, loadConfig } from '../config';
import { DatabaseUnusable } from '../lifecycle/wait';
import { CommandError } from './command-error';
import { addAudit } from './commands/audit';
import { addBackup } from './commands/backup';
import { addCauses } from './commands/causes';
import { addChannel } from './commands/channel';
import { addCheckpoint } from './commands/checkpoint';
import { addClose } from './commands/close';
import { addCompare } from './commands/compare';
import { addContinuity } from './commands/continuity';
import { addDoctor } from './commands/doctor';
import { addFix } from './commands/fix';
import { addLoadRetail } from './commands/load-retail';
import { addMigrate } from './commands/migrate';
import { addProve } from './commands/prove';
import { addReconcile } from './commands/reconcile';
import { addRestore } from './commands/restore';
import { addRules } from './commands/rules';
import { addStart } from './commands/start';
import { addSync } from './commands/sync';
import { addTenant } from './commands/tenant';
import { addToken } from './commands/token';
import { addVerify } from './commands/verify';
import { addWorker } from './commands/worker';

/** Exit codes: 0 done and clean, 1 done and something is wrong with the data or rules, 2 not done. */
async function main(): Promise<void> {
  const config = loadConfig();
  const program = new Command('bincard')
    .exitOverride() // before the commands, which take it over
    .description('An inventory ledger that refuses to be wrong')
    .addHelpText(
      'after',
      '\nExit codes: 0 done and clean; 1 done, and something is wrong; 2 could not be done.' +
        '\nThe database is DATABASE_URL, or the embedded one in BINCARD_DATA_DIR (.data).',
    );
  for (const add of [
    addStart,
    addWorker,
    addMigrate,
    addTenant,
    addToken,
    addRules,
    addDoctor,
    addLoadRetail,
    addCompare,
    addFix,
    addProve,
    addReconcile,
    addVerify,
    addCauses,
    addAudit,
    addContinuity,
    addClose,
    addCheckpoint,
    addChannel,
    addSync,
    addBackup,
    addRestore,
  ]) {
    add(program, config);
  }
  await program.parseAsync();
}

main().catch((error: unknown) => {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (code?.startsWith('commander.')) process.exit(exitCode === 0 ? 0 : 2);
  const known = [CommandError, ConfigError, DatabaseUnusable].some((kind) => error instanceof kind);
  console.error(known ? `bincard: ${(error as Error).message}` : error);
  process.exit(2);
});
