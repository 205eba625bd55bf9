import type { Command } from 'commander';

const collect = (value: string, before: string[] = []) => [...before, value];

/** How a file is read, and where its refused rows go. */
export function readingOptions(command: Command): Command {
  return command
    .option('--map <column=field>', 'a column is this field, or none (repeatable)', collect)
    .option('--set <field=value>', 'a field has this value in every row (repeatable)', collect)
    .option('--date-format <format>', 'how days are written, such as dd/MM/yyyy')
    .option('--decimal <character>', 'what stands before a fraction: . or ,')
    .option('--separator <character>', 'what stands between cells')
    .option('--encoding <name>', 'such as utf-8, utf-16le or windows-1252')
    .option('--refused <file>', 'write the refused rows into a new file, to be mended');
}
