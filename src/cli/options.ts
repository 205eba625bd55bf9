import { InvalidArgumentError } from 'commander';
import { isDay } from '../input/validate';
import { DiscrepancyKind } from '../schema/reconciliation-enums';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Every kind of discrepancy, in the order in which a comparison lists them. */
export const KINDS: readonly string[] = Object.values(DiscrepancyKind);

export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}

/** An option or argument that is a day. */
export function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('It must be a day such as 2026-01-31.');
  return text;
}

/** An option that is a day, or a time with its zone. */
export function time(text: string): string {
  const zoned = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text);
  // An offset can lead out of the years 1 to 9999.
  const year = zoned && isDay(text.slice(0, 10)) ? new Date(text).getUTCFullYear() : NaN;
  if (!isDay(text) && !(year >= 1 && year <= 9999)) {
    throw new InvalidArgumentError('It must be a day, or a time such as 2026-01-31T08:00:00Z.');
  }
  return text;
}

/** An option that is the id of a row. */
export function uuid(text: string): string {
  if (!isUuid(text)) throw new InvalidArgumentError('It must be a UUID.');
  return text.toLowerCase();
}

/** An option that is a span of time, as tokens take it. */
export function span(text: string): string {
  if (!/^[1-9]\d{0,3}[smhd]$/.test(text)) {
    throw new InvalidArgumentError('It must be a span of time such as 45m, 8h or 30d.');
  }
  return text;
}

/** An option that is a whole number from 1 to 1,000. */
export function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 1000) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 1,000.');
  }
  return number;
}
