import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Controller, Module } from '@nestjs/common';
import {
  type ExpectedPayment,
  LianlianController,
  LianlianModule,
  type NotificationContext,
  type PaymentNotification,
} from 'nestjs-lianlian';
import { SqlInbox } from 'nestjs-lianlian/sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS, type Adapter, startApp } from '../../support/adapters.js';
import { ACK, post } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { keys, payment, uniqueNumber } from '../../support/shop.js';
import { type Connection, type SqliteLibrary, valueOf } from './sqlite-library.js';

const acknowledged = { status: 200, text: ACK };

/** A shop whose orders and inbox are in one file, and that LianLian notifies over HTTP. */
export function describeSqliteShop<Database extends Connection>(library: SqliteLibrary<Database>): void {
  describe.each(ADAPTERS)(`a shop on ${library.name}, on %s`, (adapter) => {
    const folder = mkdtempSync(join(tmpdir(), 'lianlian-sqlite-shop-'));
    const file = join(folder, 'shop.db');
    const open = (): Database => {
      const database = library.open(file);
      database.exec('PRAGMA journal_mode = WAL');
      return database;
    };
    let app: Database;
    beforeAll(() => {
      app = open();
      app.exec('CREATE TABLE payments (no_order TEXT NOT NULL, oid_paybill TEXT NOT NULL)');
    });
    afterAll(() => {
      app.close();
      rmSync(folder, { recursive: true });
    });
    const paymentsOf = (no_order: string): unknown =>
      app
        .prepare('SELECT oid_paybill FROM payments WHERE no_order = ?')
        .all(no_order)
        .map((row) => ({ ...(row as object) }));

    it('pays an order once, acknowledges its copies, refuses a second payment, and knows all of it after a restart', async () => {
      const [no_order, first, second] = [uniqueNumber('O'), uniqueNumber('2026'), uniqueNumber('2027')];
      const bodyOf = (oid_paybill: string): Record<string, string> =>
        payment({ no_order, oid_paybill, money_order: '49.95' });
      let shop = await startShop(library, open, adapter);
      expect(await shop.notify(bodyOf(first))).toMatchObject(acknowledged);
      for (let copy = 0; copy < 5; copy++) {
        expect(await shop.notify(bodyOf(first))).toMatchObject(acknowledged);
      }
      expect(await shop.notify(bodyOf(second))).toMatchObject({ status: 409 });
      await shop.close();

      shop = await startShop(library, open, adapter);
      expect(await shop.notify(bodyOf(first))).toMatchObject(acknowledged);
      expect(await shop.notify(bodyOf(second))).toMatchObject({ status: 409 });
      await shop.close();
      expect(paymentsOf(no_order)).toEqual([{ oid_paybill: first }]);
    });

    it('of 20 copies at once of each of 10 orders, one takes effect, and all are acknowledged in the end', async () => {
      const shop = await startShop(library, open, adapter);
      const orders = Array.from({ length: 10 }, () => uniqueNumber('O'));
      const bodies = orders.map((no_order) =>
        payment({ no_order, oid_paybill: `P-${no_order}`, money_order: '49.95' }),
      );
      const copies = bodies.flatMap((body) => Array.from({ length: 20 }, () => body));
      const statuses = await Promise.all(copies.map(async (body) => (await shop.notify(body)).status));
      expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
      for (const body of bodies) expect(await shop.notify(body)).toMatchObject(acknowledged);
      for (const no_order of orders) {
        expect(paymentsOf(no_order)).toEqual([{ oid_paybill: `P-${no_order}` }]);
      }
      await shop.close();
    });

    it('a handler that fails has written nothing, and the next copy pays', async () => {
      const shop = await startShop(library, open, adapter);
      const no_order = uniqueNumber('O');
      const body = payment({ no_order, oid_paybill: `P-${no_order}`, money_order: '49.95' });
      shop.failNext();
      expect((await shop.notify(body)).status).toBe(500);
      expect(paymentsOf(no_order)).toEqual([]);
      expect(await shop.notify(body)).toMatchObject(acknowledged);
      expect(paymentsOf(no_order)).toEqual([{ oid_paybill: `P-${no_order}` }]);
      await shop.close();
    });
  });
}

async function startShop<Database extends Connection>(
  library: SqliteLibrary<Database>,
  open: () => Database,
  adapter: Adapter,
) {
  const own = open();
  const executor = library.executor(open);
  const inbox = new SqlInbox(executor);
  await inbox.ensureSchema();
  let fails = false;

  @Controller('payments')
  class PaymentsController extends LianlianController() {
    expectedPayment(): ExpectedPayment {
      // Read by the app's own connection, as an app would; that it is paid is left to the inbox.
      return { money_order: String(valueOf(own, "SELECT '49.95'")) };
    }

    override async onPayment(
      { no_order, oid_paybill }: PaymentNotification,
      { transaction }: NotificationContext<Database>,
    ): Promise<void> {
      transaction?.prepare('INSERT INTO payments VALUES (?, ?)').run(no_order, oid_paybill);
      await Promise.resolve();
      if (!fails) return;
      fails = false;
      throw new Error('The handler failed.');
    }
  }

  @Module({
    imports: [
      LianlianModule.forRoot({
        oidPartner: OID_PARTNER,
        privateKey: keys.merchant.privateKey,
        lianlianPublicKey: keys.lianlian.publicKey,
        notifications: { inbox },
      }),
    ],
    controllers: [PaymentsController],
  })
  class AppModule {}

  const { app, url } = await startApp(AppModule, adapter);
  return {
    notify: (body: Record<string, string>) => post(`${url}/payments/notify`, body),
    failNext: (): void => {
      fails = true;
    },
    close: async (): Promise<void> => {
      await app.close();
      executor.close();
      own.close();
    },
  };
}
