// A Fastify app whose notifications settle orders in SQL, in a process of its own:
// node sql-notification-server.mjs <library> <by-hand | package>, with keys, options, the database's address and the name
// of its tables by message. It answers `usage` with the processor time that it has used so far.
import 'reflect-metadata';
import { createPublicKey, verify } from 'node:crypto';

import { Body, Controller } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

import { LianlianController, LianlianModule } from '../../dist/index.js';
import { SqlInbox } from '../../dist/notifications/inbox/sql/index.js';
import { appOf, appWithRoute } from './plain-route.mjs';
import { CONNECTIONS, dialectOf, LIBRARIES } from './sql-libraries.mjs';

const [, , libraryName, kind] = process.argv;

const { options, tables, url } = await new Promise((resolve) => process.once('message', resolve));
const { executor, transaction } = await LIBRARIES[libraryName](url);
const statements = statementsFor(dialectOf(url));
const AppModule = kind === 'by-hand' ? byHandApp() : packageApp();
const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: ['error', 'warn'] });
await app.listen(0, '127.0.0.1');
process.on('message', () => process.send({ usage: process.cpuUsage() }));
process.send({ url: await app.getUrl() });

function statementsFor(dialect) {
  const [orders, seen] = [`${tables}_orders`, `${tables}_seen`];
  if (dialect === 'postgres') {
    return {
      find: `SELECT money_order, paid_by FROM ${orders} WHERE no_order = $1`,
      markPaid: `UPDATE ${orders} SET paid_by = $1 WHERE no_order = $2`,
      note: `INSERT INTO ${seen} (id) VALUES ($1) ON CONFLICT DO NOTHING`,
    };
  }
  return {
    find: `SELECT money_order, paid_by FROM ${orders} WHERE no_order = ?`,
    markPaid: `UPDATE ${orders} SET paid_by = ? WHERE no_order = ?`,
    note: `INSERT IGNORE INTO ${seen} (id) VALUES (?)`,
  };
}

function markPaid(within, { no_order, oid_paybill }) {
  return executor.query(statements.markPaid, [oid_paybill, no_order], within);
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
      await transaction(async (within) => {
        const { affected } = await executor.query(statements.note, [fields.oid_paybill], within);
        if (affected === 1) await markPaid(within, fields);
      });
      return { ret_code: '0000', ret_msg: 'ok' };
    }
  }
  return appWithRoute(ByHandController, [Body()]);
}

/** The same order, by the package: one SELECT for `expectedPayment`, and one UPDATE in the inbox's transaction. */
function packageApp() {
  class PaymentsController extends LianlianController() {
    async expectedPayment(number) {
      const { rows } = await executor.query(statements.find, [number]);
      const [{ money_order, paid_by: oid_paybill }] = rows;
      return { money_order, oid_paybill, authorization: false };
    }
    async onPayment(payment, { transaction: within }) {
      await markPaid(within, payment);
    }
  }
  Controller('payments')(PaymentsController);
  const inbox = new SqlInbox(executor, { table: `${tables}_inbox` });
  const lianlian = LianlianModule.forRootAsync({
    useFactory: async () => {
      await inbox.ensureSchema();
      return { ...options, notifications: { inbox, maxConcurrent: CONNECTIONS - 4 } };
    },
  });
  return appOf({ imports: [lianlian], controllers: [PaymentsController] });
}
