import { RAISE_ROUTINE } from './error-mapping';

/** What `inventory.write_group` says of a request that was refused, by the names of node-postgres. */
export interface RequestError {
  readonly code: string;
  readonly message: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly detail?: string;
  readonly hint?: string;
  /** By inventory.refuse, not by a constraint. */
  readonly raised: boolean;
}

/** The error that a request of a group would have got alone. */
export class GroupedRequestError extends Error {
  readonly severity = 'ERROR';
  readonly code: string;
  readonly constraint: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly routine: string | undefined;

  constructor({ message, raised, ...fields }: RequestError) {
    super(message);
    this.code = fields.code;
    this.constraint = fields.constraint;
    this.table = fields.table;
    this.column = fields.column;
    this.detail = fields.detail;
    this.hint = fields.hint;
    this.routine = raised ? RAISE_ROUTINE : undefined;
  }
}
