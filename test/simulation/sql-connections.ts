import type { Socket } from 'node:net';

import mysql from 'mysql2/promise';
import { Pool, type PoolClient } from 'pg';

import { mysql2Executor, pgExecutor, type SqlExecutor } from '../../lib/notifications/inbox/sql/index.js';

/** The connections of one process, which can be broken. */
export interface SqlConnections<Transaction> {
  readonly executor: SqlExecutor<Transaction>;
  /** Breaks the connection of a transaction. */
  cut(transaction: Transaction): void;
  cutAll(): void;
  close(): Promise<void>;
}

/** As many as handlers run at once, and some for questions. */
const MOST = 10;

export function pgConnections(url: string): SqlConnections<PoolClient> {
  const pool = new Pool({ connectionString: url, max: MOST });
  const sockets = new Set<Socket>();
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    sockets.add(socketOf(client));
  });
  return {
    executor: pgExecutor(pool),
    cut: (client) => {
      socketOf(client).destroy();
    },
    cutAll: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => pool.end(),
  };
}

/** pg keeps it in a field that its types do not name. */
function socketOf(client: unknown): Socket {
  return (client as { readonly connection: { readonly stream: Socket } }).connection.stream;
}

export function mysqlConnections(url: string): SqlConnections<mysql.PoolConnection> {
  const pool = mysql.createPool({ uri: url, connectionLimit: MOST });
  const sockets = new Set<Socket>();
  pool.on('connection', (connection) => {
    connection.on('error', () => undefined);
    sockets.add((connection as unknown as { readonly stream: Socket }).stream);
  });
  return {
    executor: mysql2Executor(pool),
    cut: (connection) => {
      (connection as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    },
    cutAll: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => pool.end(),
  };
}
