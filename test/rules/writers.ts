// Who runs a statement, and how: the tests of rules write in each of these ways.

/** Runs a statement with another role in the transaction's identity. */
export function asRole(role: string, statement: string): string {
  return `select set_config('app.role', '${role}', true); ${statement}`;
}

/** Runs SQL as an actor who may approve what the usual one requested. */
export function asApprover(statement: string): string {
  return `select set_config('app.actor', 'approver', true); ${statement}; select set_config('app.actor', 'tester', true);`;
}

/** Writes as a wrong function of the ledger would. Only a superuser can take the role. */
export function asLedger(statement: string): string {
  return `set local role bincard_ledger; ${statement}; set local role none;`;
}

/** Writes as a restore or a replica does: foreign keys and triggers that are not ENABLE ALWAYS do not fire. */
export function asReplica(statement: string): string {
  return `set local session_replication_role = replica; ${statement}; set local session_replication_role = origin;`;
}

/** Runs a statement within a trigger of the owner's: no guard trusts that a trigger is a trigger of the ledger. */
export function throughTrigger(statement: string): string {
  return `create table inventory.scratch (x int);
    create function inventory.scratch_write() returns trigger language plpgsql as $f$ begin ${statement}; return null; end $f$;
    create trigger scratch after insert on inventory.scratch for each row execute function inventory.scratch_write();
    insert into inventory.scratch values (1);`;
}
