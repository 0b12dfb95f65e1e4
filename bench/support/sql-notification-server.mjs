// A Fastify app whose notifications settle orders in SQL, in a process of its own:
// node sql-notification-server.mjs <postgres | mariadb> <by-hand | package>, with keys, options and the name of its tables
// by message. It answers `usage` with the processor time that it has used so far.
import 'reflect-metadata';
import { createPublicKey, verify } from 'node:crypto';

import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

import { LianlianController, LianlianModule } from '../../dist/index.js';
import { mysql2Executor, pgExecutor, SqlInbox } from '../../dist/notifications/inbox/sql/index.js';

const CONNECTIONS = 20;
const [, , databaseName, kind] = process.argv;

const { options, tables, url } = await new Promise((resolve) => process.once('message', resolve));
const database = databaseName === 'postgres' ? await postgres() : await mariadb();
const AppModule = kind === 'by-hand' ? byHandApp() : packageApp();
const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: ['error', 'warn'] });
await app.listen(0, '127.0.0.1');
process.on('message', () => process.send({ usage: process.cpuUsage() }));
process.send({ url: await app.getUrl() });

async function postgres() {
  const { Pool } = await import('pg');
  const pool = new Pool({ connectionString: url, max: CONNECTIONS });
  return {
    executor: pgExecutor(pool),
    find: async (number) =>
      (await pool.query(`SELECT money_order, paid_by FROM ${tables}_orders WHERE no_order = $1`, [number]))
        .rows[0],
    markPaid: (client, number, by) =>
      client.query(`UPDATE ${tables}_orders SET paid_by = $1 WHERE no_order = $2`, [by, number]),
    byHand: async (number, by) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const { rowCount } = await client.query(
          `INSERT INTO ${tables}_seen (id) VALUES ($1) ON CONFLICT DO NOTHING`,
          [by],
        );
        if (rowCount === 1) await database.markPaid(client, number, by);
        await client.query('COMMIT');
      } finally {
        client.release();
      }
    },
  };
}

async function mariadb() {
  const { createPool } = await import('mysql2/promise');
  const pool = createPool({ uri: url, connectionLimit: CONNECTIONS });
  return {
    executor: mysql2Executor(pool),
    find: async (number) =>
      (
        await pool.query(`SELECT money_order, paid_by FROM ${tables}_orders WHERE no_order = ?`, [number])
      )[0][0],
    markPaid: (connection, number, by) =>
      connection.query(`UPDATE ${tables}_orders SET paid_by = ? WHERE no_order = ?`, [by, number]),
    byHand: async (number, by) => {
      const connection = await pool.getConnection();
      try {
        await connection.beginTransaction();
        const [{ affectedRows }] = await connection.query(
          `INSERT IGNORE INTO ${tables}_seen (id) VALUES (?)`,
          [by],
        );
        if (affectedRows === 1) await database.markPaid(connection, number, by);
        await connection.commit();
      } finally {
        connection.release();
      }
    },
  };
}

/** What one writes by hand: a signature, and one transaction that notes the notification and settles the order. */
function byHandApp() {
  const key = createPublicKey(options.lianlianPublicKey);
  class ByHandController {
    async notify({ sign, ...fields }) {
      const source = Object.keys(fields)
        .filter((name) => fields[name] !== '')
        .sort()
        .map((name) => `${name}=${fields[name]}`)
        .join('&');
      if (!verify('RSA-MD5', Buffer.from(source), key, Buffer.from(sign, 'base64')))
        throw new Error('not LianLian');
      await database.byHand(fields.no_order, fields.oid_paybill);
      return { ret_code: '0000', ret_msg: 'ok' };
    }
  }
  const { prototype } = ByHandController;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, 'notify');
  Body()(prototype, 'notify', 0);
  HttpCode(200)(prototype, 'notify', descriptor);
  Post('notify')(prototype, 'notify', descriptor);
  Controller('payments')(ByHandController);
  return moduleOf({ controllers: [ByHandController] });
}

/** The same order, by the package: one SELECT for `expectedPayment`, and one UPDATE in the inbox's transaction. */
function packageApp() {
  class PaymentsController extends LianlianController() {
    async expectedPayment(number) {
      const { money_order, paid_by: oid_paybill } = await database.find(number);
      return { money_order, oid_paybill, authorization: false };
    }
    async onPayment({ no_order, oid_paybill }, { transaction }) {
      await database.markPaid(transaction, no_order, oid_paybill);
    }
  }
  Controller('payments')(PaymentsController);
  const inbox = new SqlInbox(database.executor, { table: `${tables}_inbox` });
  const lianlian = LianlianModule.forRootAsync({
    useFactory: async () => {
      await inbox.ensureSchema();
      return { ...options, notifications: { inbox, maxConcurrent: CONNECTIONS - 4 } };
    },
  });
  return moduleOf({ imports: [lianlian], controllers: [PaymentsController] });
}

function moduleOf(metadata) {
  class AppModule {}
  Module(metadata)(AppModule);
  return AppModule;
}
