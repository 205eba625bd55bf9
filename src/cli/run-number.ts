import { InvalidArgumentError } from 'commander';
import { isId } from '../input/validate';
import { CommandError } from './command-error';

/** How many of the last runs are looked at for the end of an id. */
export const LOOKED_AT = 500;

/** An option or argument that takes the id of a run, or the end of it, as a person types it. */
export function runNumber(text: string): string {
  const number = text.trim().toLowerCase();
  if (isId(number) || /^[0-9a-f]{4,12}$/.test(number)) return number;
  throw new InvalidArgumentError('It must be the id of a run, or its last 4 to 12 digits.');
}

/** The id that a number is of, among those of the last runs; `list` is the command that lists them. */
export function idOf(number: string, runs: readonly { id: string }[], list: string): string {
  const [found, ...more] = runs.filter(({ id }) => id.endsWith(number));
  if (found && more.length === 0) return found.id;
  throw new CommandError(
    found
      ? `${more.length + 1} runs end with ${number}: give more digits of the id`
      : `No run of the last ${LOOKED_AT} ends with ${number}; ${list} lists them`,
  );
}
