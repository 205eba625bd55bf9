/** A database that cannot be used as it is. The message says what to do, and is shown without a stack. */
export class DatabaseRefusal extends Error {}

/** Nobody answered in the time that there was. */
export class DatabaseAway extends DatabaseRefusal {}

/** It was migrated by a later version than this program. */
export class SchemaNewer extends DatabaseRefusal {}
