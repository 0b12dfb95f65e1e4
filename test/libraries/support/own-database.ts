import { randomBytes } from 'node:crypto';

import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';

/** A database that no other test uses, for what looks at all tables of one. */
export interface OwnDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export async function ownDatabase(server: string): Promise<OwnDatabase> {
  const name = `ll_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await run(server, `CREATE DATABASE ${name}`);
  return { url: url.href, drop: () => run(server, `DROP DATABASE ${name}`) };
}

async function run(server: string, statement: string): Promise<void> {
  if (server.startsWith('mysql')) {
    const connection = await createConnection(server);
    await connection.query(statement);
    await connection.end();
    return;
  }
  const client = new Client(server);
  await client.connect();
  await client.query(statement);
  await client.end();
}
