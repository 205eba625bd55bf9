import { toRefusal } from '../database/error-mapping';
import { BadInput } from '../input/bad-input';

/** A failure that is the user's to mend: its message is shown alone, without a stack. */
export class CommandError extends Error {}

/** What was refused, by the database or before it, as a message to the user; any other error as it is, with its stack. */
export function asCommandError(error: unknown): unknown {
  if (error instanceof CommandError) return error;
  if (error instanceof BadInput) return new CommandError(error.message);
  const refusal = toRefusal(error);
  if (!refusal) return error;
  const { message, broken } = refusal;
  if (!broken) return new CommandError(message);
  const { rule, hint } = broken;
  const named = message.includes(rule) ? message : `${message} (${rule})`;
  return new CommandError(hint ? `${named}. ${hint}` : named);
}
