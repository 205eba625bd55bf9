/** A request that is malformed or names something that does not exist; found before any SQL ran. */
export class BadInput extends Error {
  constructor(
    /** The path to what is wrong, such as `input.lines[0].quantity`. */
    readonly field: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>>,
    /** What is wrong, named as a rule would be. */
    readonly reason: string,
  ) {
    super(message);
  }
}

/** The error to throw for `field`; `reason` where there is a name for what is wrong. */
export function badInput(
  field: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
  reason = 'bad_user_input',
): BadInput {
  return new BadInput(field, message, details, reason);
}
