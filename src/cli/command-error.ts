/** A failure that is the user's to mend: its message is shown alone, without a stack. */
export class CommandError extends Error {}
