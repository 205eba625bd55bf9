/** The embedded PostgreSQL cannot run here; the message says what to do. */
export class EmbeddedUnusable extends Error {}
