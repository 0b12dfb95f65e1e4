import { Controller, type INestApplication, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  LIANLIAN_OPTIONS,
  LianlianController,
  LianlianModule,
  LianlianService,
  LianlianTransport,
  LianlianTransportError,
  MemoryInbox,
  NOTIFICATION_INBOX,
  TransportFailure,
} from 'nestjs-lianlian';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { ACK, post } from '../../support/http.js';
import { OID_PARTNER, OTHER_OID_PARTNER } from '../../support/merchant.js';
import { keys, payment, uniqueNumber } from '../../support/shop.js';

const merchant = {
  oidPartner: OID_PARTNER,
  privateKey: keys.merchant.privateKey,
  lianlianPublicKey: keys.lianlian.publicKey,
};

@Controller('payments')
class PaymentsController extends LianlianController() {
  expectedPayment(): { money_order: string } {
    return { money_order: '49.95' };
  }
  onPayment(): void {
    // Nothing to do.
  }
}

@Module({
  imports: [LianlianModule.forRootAsync({ useFactory: () => merchant })],
  controllers: [PaymentsController],
})
class AppModule {}

const apps: INestApplication[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

/** What a test replaces in an app that it did not write. */
async function started(
  overrides: (module: ReturnType<typeof testing>) => unknown,
): Promise<INestApplication> {
  const builder = testing();
  overrides(builder);
  const app = (await builder.compile()).createNestApplication({ logger: false });
  apps.push(app);
  await app.listen(0, '127.0.0.1');
  return app;
}
const testing = () => Test.createTestingModule({ imports: [AppModule] });

const query = { no_order: 'o-1' };

describe('a test module replaces', () => {
  it('the options, which are checked as those of the app are', async () => {
    const app = await started((module) =>
      module.overrideProvider(LIANLIAN_OPTIONS).useValue({ ...merchant, oidPartner: OTHER_OID_PARTNER }),
    );
    expect(app.get(LianlianService).merchants.list()).toMatchObject([{ oidPartner: OTHER_OID_PARTNER }]);
    await expect(
      started((module) => module.overrideProvider(LIANLIAN_OPTIONS).useValue({ oidPartner: '1' })),
    ).rejects.toThrow('oidPartner');
  });

  it('the transport', async () => {
    const post = vi.fn().mockRejectedValue(new TransportFailure(false, new Error('no network in tests')));
    const app = await started((module) => module.overrideProvider(LianlianTransport).useValue({ post }));
    await expect(app.get(LianlianService).aggregateQuery.query(query)).rejects.toThrow(
      LianlianTransportError,
    );
    const [[sent]] = post.mock.calls as [[{ url: URL }]];
    expect(sent.url.pathname).toBe('/llwalletapi/orderquery.htm');
  });

  it('the inbox', async () => {
    const inbox = new MemoryInbox();
    const once = vi.spyOn(inbox, 'once');
    const app = await started((module) => module.overrideProvider(NOTIFICATION_INBOX).useValue(inbox));
    const response = await post(
      `${await app.getUrl()}/payments/notify`,
      payment({ oid_paybill: uniqueNumber('2017') }),
    );
    expect(response).toMatchObject({ status: 200, text: ACK });
    expect(once).toHaveBeenCalledOnce();
  });
});
