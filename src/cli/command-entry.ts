import type { Command } from 'commander';
import type { Config } from '../config';

/** A command's module: adds arguments, options and the action to a command that has its name and description. */
interface CommandModule {
  define(command: Command, config: Config): void;
}

/** The headings of `bincard --help`, in their order. */
export const GROUPS = {
  run: 'Run the server and keep its data:',
  access: 'Tenants, places, people and tokens:',
  stock: 'Stock figures:',
  check: 'Check rules and records:',
  days: 'Closed days:',
  exchange: 'Other systems:',
} as const;

/** A command of `bincard`. Its module is loaded when it is called, so that no command waits for the code of another. */
export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  /** The heading in `bincard --help`. */
  readonly group: keyof typeof GROUPS;
  readonly load: () => Promise<CommandModule>;
}
