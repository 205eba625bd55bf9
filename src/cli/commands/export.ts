import { createWriteStream, renameSync, rmSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Argument, Option, type Command } from 'commander';
import type { Config } from '../../config';
import { EXPORTS } from '../../exports/export-list';
import { FORMATS, prepareExport, type FormatName } from '../../exports/exports';
import { BadInput } from '../../input/bad-input';
import { CommandError } from '../command-error';
import { writeFailure } from '../failure';
import { helpAfter } from '../terminal/help';
import { untilReaderLeaves } from '../terminal/output';
import { withTenant } from '../tenant-session';

interface Options {
  readonly tenant: string;
  readonly format: FormatName;
  readonly bom?: boolean;
  readonly output?: string;
  readonly [filter: string]: unknown;
}

/** The options that are filters, by the filter's name in a query string. */
const FILTERS: Record<string, readonly [flag: string, description: string]> = {
  at: ['--at <day>', 'at the end of this day'],
  from: ['--from <day>', 'the first business date'],
  to: ['--to <day>', 'the last business date'],
  productId: ['--product <code>', 'only this product: its SKU, another of its codes or its id'],
  locationId: ['--location <code>', 'only this location: its code or its id'],
  batchId: ['--batch <number>', 'only the batches of this number, or of this id'],
  saleId: ['--sale <number>', 'only the sale of this receipt number or id'],
  documentId: ['--document <id>', 'only this document: its id, or the receipt number of a sale'],
  kind: ['--kind <kind>', 'only movements of this kind'],
  status: ['--status <status>', 'only what has this status'],
  reason: ['--reason <reason>', 'only count-variances that were given this reason'],
  groupBy: ['--group-by <what>', 'what has a line of its own in stock-audit'],
  entity: ['--entity <name>', 'only changes of this kind of record'],
  entityId: ['--entity-id <id>', 'only changes of this record'],
  action: ['--action <action>', 'only INSERT, UPDATE or DELETE'],
};

const HELP = `The columns and filters of each export are in docs/reports.md. All rows are of one moment. A file is replaced once the export is complete.

Exit codes: 0 done; 2 could not be done.`;

/** `bincard export WHAT`: the files that the server has under /export, without a server. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP)
    .addArgument(new Argument('<what>', 'what a row is').choices(EXPORTS.map(({ name }) => name)))
    .option('--tenant <code>', 'the tenant', 'demo')
    .addOption(
      new Option('--format <format>', 'the form of the file')
        .choices(Object.keys(FORMATS))
        .default('csv'),
    )
    .option('--bom', 'begin a CSV with a byte order mark, by which spreadsheets know its encoding')
    .option('--output <file>', 'write to this file and not to the standard output');
  for (const [flag, description] of Object.values(FILTERS)) command.option(flag, description);
  command.action(async (what: string, options: Options) => {
    const { output, format } = options;
    if (format === 'parquet' && !output && process.stdout.isTTY) {
      throw new CommandError('Parquet is not for a terminal: give --output FILE');
    }
    const entry = EXPORTS.find(({ name }) => name === what)!;
    await withTenant(config, options.tenant, async ({ read, copy }) => {
      const given = { ...filtersOf(options), ...(options.bom ? { bom: 'true' } : {}) };
      const file = await read((snapshot) =>
        prepareExport({ entry, format }, given, snapshot).catch(inOptions),
      );
      const rows = await copy(file.copy);
      await write(file.through ? file.through(rows) : rows, output);
    });
  });
}

function filtersOf(options: Options): Record<string, unknown> {
  const given = Object.entries(FILTERS).map(([name, [flag]]) => {
    const option = /^--([a-z-]+)/
      .exec(flag)![1]!
      .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return [name, options[option]] as const;
  });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** Refuses what a filter refused, with the names of options where the message has those of a query string. */
function inOptions(error: unknown): never {
  const { message } = error as Error;
  // In other messages "to" and "kind" are words.
  if (!(error instanceof BadInput) || !/^(Give |There is no filter |\w+ must )/.test(message))
    throw error;
  const flags = Object.entries(FILTERS).map(
    ([name, [flag]]) => [name, flag.split(' ')[0]!] as const,
  );
  const named = new Map(flags);
  throw new CommandError(message.replace(/[a-zA-Z]+/g, (word) => named.get(word) ?? word));
}

async function write(stream: Readable, output: string | undefined): Promise<void> {
  if (output === undefined) {
    return untilReaderLeaves(() => pipeline(stream, process.stdout, { end: false }));
  }
  const part = `${output}.${process.pid}.part`;
  try {
    await pipeline(stream, createWriteStream(part));
    renameSync(part, output);
  } catch (error) {
    throw writeFailure(output, error);
  } finally {
    rmSync(part, { force: true });
  }
}
