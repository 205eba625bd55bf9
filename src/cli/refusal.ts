import { toGraphQLError } from '../database/error-mapping';
import { CommandError } from './command-error';

interface Refusal {
  readonly rule?: string;
  readonly hint?: string;
  readonly code: string;
}

/** What the database refused, as a message to the user; any other error as it is, with its stack. */
export function asCommandError(error: unknown): unknown {
  if (error instanceof CommandError) return error;
  const { message, extensions } = toGraphQLError(error);
  const { rule, hint, code } = extensions as unknown as Refusal;
  if (rule) {
    const told = message.includes(rule) ? message : `${message} (${rule})`;
    return new CommandError(hint ? `${told}. ${hint}` : told);
  }
  return code === 'INTERNAL_SERVER_ERROR' ? error : new CommandError(message);
}
