import { inboxTableSql } from 'nestjs-lianlian/sql';
import { Client } from 'pg';

/** Run by each deployment, before the app starts: many instances may start at once, and none of them makes tables. */
const TABLES = [
  `CREATE TABLE IF NOT EXISTS orders (
     id text PRIMARY KEY,
     amount numeric(11, 2) NOT NULL,
     created_at timestamptz NOT NULL,
     paid_by text
   )`,
  'CREATE TABLE IF NOT EXISTS parcels (id bigserial PRIMARY KEY, order_id text NOT NULL REFERENCES orders)',
  ...inboxTableSql('postgres'),
];

const client = new Client({ connectionString: process.env['DATABASE_URL'] });
await client.connect();
try {
  for (const statement of TABLES) await client.query(statement);
} finally {
  await client.end();
}
