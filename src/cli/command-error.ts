import { toRefusal } from '../database/error-mapping';
import { fieldOf, valueAt } from '../database/input-field';
import { saidOf } from '../database/rule-messages';
import { BadInput } from '../input/bad-input';

/** A failure that is the user's to mend: its message is shown alone, without a stack. */
export class CommandError extends Error {}

/**
 * What was refused, by the database or before it, as a message to the user; any other error as it is, with its stack.
 * `input`: what was being written, for the value that was refused.
 */
export function asCommandError(error: unknown, input: object = {}): unknown {
  if (error instanceof CommandError) return error;
  if (error instanceof BadInput) return new CommandError(error.message);
  const refusal = toRefusal(error);
  if (!refusal) return error;
  const { message, broken } = refusal;
  if (!broken) return new CommandError(message);
  const { rule, hint } = broken;
  const field = fieldOf(broken, input);
  const value = field === undefined ? undefined : valueAt(input, field);
  const said = saidOf({ ...broken, value }, field) ?? message;
  const named = said.includes(rule) ? said : `${said} (${rule})`;
  return new CommandError(hint ? `${named}. ${hint}` : named);
}
