/** Why a caller could not be identified: nothing was given, or what was given is over, not valid or switched off. */
export type Denial = 'missing' | 'expired' | 'wrong' | 'disabled';

/** The token or session that was given identifies nobody. */
export class Denied extends Error {
  constructor(
    readonly reason: Denial,
    cause?: unknown,
  ) {
    super(`The caller is not identified: ${reason}`, { cause });
  }
}
