// The role of the server in the database. Sessions start with it, by a start-up option; a pooler can drop that option, and
// its sessions then have the role of the login, which may be a superuser's. So each transaction takes the role for itself.

/** Takes the role until the transaction ends. */
export const TAKE_ROLE = 'set local role bincard_app';

/** The same as an expression. */
export const TAKING_ROLE = "set_config('role', 'bincard_app', true)";

/** The call of an entry point, with the role of the server from before its first statement. */
export function callAsApp(call: string): string {
  // A CASE decides before it evaluates what it returns.
  return `select case when ${TAKING_ROLE} is not null then ${call} end as result`;
}
