/** What the queue in PostgreSQL says by itself. None holds a value from a message, or of the options. */
export const bossMessages = {
  // Start
  noConnection: () =>
    "is missing: a URL such as 'postgres://user:password@127.0.0.1/shop', options for a PgBoss, or a PgBoss of the app's own",
  connection: () =>
    "must be a URL such as 'postgres://user:password@127.0.0.1/shop', options for a PgBoss, or a PgBoss",
  packageMissing: () =>
    'needs the package pg-boss, which is not installed or cannot be loaded: npm install pg-boss. It needs Node 22.12 or newer',
  otherVersion: () => 'needs pg-boss 12.38 or a newer 12, and found another version: npm install pg-boss@12',
  refusedOptions: () => 'was refused by pg-boss, whose words are the cause of this error',
  queueName: () => 'must be letters, digits, or _ . - /',
  schema: () => 'must be letters, digits and underscores, not beginning with a digit, and at most 50 of them',
  ownSchema: () => "is that of the app's own PgBoss: leave it out here",
  ownSchemaOption: () => 'has a schema: set schema of LianlianQueueModule instead',

  // PostgreSQL
  wrongPassword: () =>
    'PostgreSQL refuses the user or its password (28P01): look at connection; a URL has them percent-encoded.',
  notAllowed: () =>
    'PostgreSQL lets the user not in (28000): look at the user and database in connection, and at pg_hba.conf.',
  noDatabase: () => 'PostgreSQL has no database of that name (3D000): look at the end of the URL.',
  noPermission: (schema: string) =>
    `the user may not do this in PostgreSQL (42501): pg-boss makes a schema and its tables. Let a person who may make it, CREATE SCHEMA ${schema} AUTHORIZATION the_user, and give connection as options with createSchema: false.`,
  tooManyConnections: () =>
    'PostgreSQL takes no further connection (53300): raise max_connections, or lower max in connection.',
  readOnly: () => 'PostgreSQL is read-only (25006), as a replica is: let connection lead to the primary.',
  diskFull: () => "PostgreSQL's disk is full (53100).",
  noTables: () =>
    "pg-boss's tables are not there, or of another version: start one process whose connection has no migrate: false, or run pg-boss's own migration.",

  // Jobs
  died: (times: number) =>
    `Its worker died or lost PostgreSQL in each of ${String(times)} attempts, so it is not taken again by itself`,
  notCounted: () => 'pg-boss has not counted the jobs of its queue yet.',
  endedElsewhere: () => 'It was ended by something else than a worker of LianlianQueueModule',
} as const;
