/** What a rule says of a write that it refused. */
export interface BrokenRule {
  readonly rule: string;
  /** The constraint or trigger: the rule's name and, after two underscores, the point it guards. */
  readonly guard: string;
  readonly table?: string | undefined;
  /** The figures behind the refusal. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What the caller can do about it. */
  readonly hint?: string | undefined;
}

/** The refusals that are about no rule, and what to say of each. */
const MESSAGES = {
  forbidden: 'The role of the token may not do this',
  'tenant unknown': "The token's tenant is not known here",
  /** It met a concurrent statement, and may be sent again as it is. */
  conflict: 'The request conflicted with concurrent requests; try again',
  /** PostgreSQL cancelled it at statement_timeout. */
  timeout: 'The request took too long',
  unavailable: 'The database is not available now; try again',
  /** The connection was lost after a write was sent: it was done, or not. */
  'outcome unknown': 'Some of it was written, or may have been: read it before sending it again',
} as const;

export type RefusalKind = 'rule' | keyof typeof MESSAGES;

/** Why the database did not do what it was asked to; `cause` is the error that says so. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    message: string,
    readonly broken?: BrokenRule,
    cause?: unknown,
  ) {
    super(message, { cause });
  }

  /** A refusal that is about no rule. */
  static of(kind: keyof typeof MESSAGES, cause?: unknown): Refusal {
    return new Refusal(kind, MESSAGES[kind], undefined, cause);
  }
}
