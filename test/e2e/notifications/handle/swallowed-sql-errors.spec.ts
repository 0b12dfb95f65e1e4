import { PGlite, type Transaction } from '@electric-sql/pglite';
import { Controller, Module } from '@nestjs/common';
import {
  LianlianController,
  LianlianModule,
  type NotificationContext,
  type PaymentNotification,
} from 'nestjs-lianlian';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { pgliteExecutor, SqlInbox } from '../../../../lib/notifications/inbox/sql/index.js';
import { ADAPTERS, startApp } from '../../../support/adapters.js';
import { post } from '../../../support/http.js';
import { OID_PARTNER } from '../../../support/merchant.js';
import { RecordingLogger } from '../../../support/recording-logger.js';
import { keys, payment, uniqueNumber } from '../../../support/shop.js';

@Controller('payments')
class CarelessController extends LianlianController() {
  expectedPayment(): { money_order: string } {
    return { money_order: '49.95' };
  }

  async onPayment(
    _notification: PaymentNotification,
    context: NotificationContext<Transaction>,
  ): Promise<void> {
    await context.transaction?.query('UPDATE no_such_table SET paid = true').catch(() => undefined);
  }
}

describe.each(ADAPTERS)('a handler that swallows an error of the database, on %s', (adapter) => {
  let db: PGlite;
  beforeAll(async () => {
    db = await PGlite.create();
  });
  afterAll(() => db.close());

  it('is told so, and not that the inbox cannot be reached', async () => {
    const inbox = new SqlInbox(pgliteExecutor(db));
    await inbox.ensureSchema();

    @Module({
      imports: [
        LianlianModule.forRoot({
          oidPartner: OID_PARTNER,
          privateKey: keys.merchant.privateKey,
          lianlianPublicKey: keys.lianlian.publicKey,
          notifications: { inbox },
        }),
      ],
      controllers: [CarelessController],
    })
    class AppModule {}

    const logger = new RecordingLogger();
    const { app, url } = await startApp(AppModule, adapter, { options: { logger } });
    const message = payment({ oid_paybill: uniqueNumber('2026'), money_order: '49.95' });
    const { status, text } = await post(`${url}/payments/notify`, message);
    expect(status).toBe(503);
    expect(text).not.toMatch(/SAVEPOINT|no_such_table/);
    const [line = ''] = logger.texts('error');
    expect(line).toContain('its handler ran, but what it did was not committed');
    expect(line).toContain('The handler swallowed an error of the database: PostgreSQL');
    expect(line).not.toContain('cannot be reached');
    await app.close();
  });
});
