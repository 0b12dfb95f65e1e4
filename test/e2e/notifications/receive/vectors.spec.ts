import { readFileSync } from 'node:fs';

import { Controller, type INestApplication, Injectable, Module, type NestInterceptor } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { LianlianController, LianlianModule, type PaymentNotification } from 'nestjs-lianlian';
import { map } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ADAPTERS, startApp } from '../../../support/adapters.js';
import { testKeys } from '../../../support/merchant.js';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/${name}`, import.meta.url), 'utf8');
const vectors = JSON.parse(fixture('signed-messages.json')) as {
  messages: { kind: string; body: Record<string, string> }[];
};
const body = vectors.messages.find(({ kind }) => kind === 'payment notification')?.body ?? {};

const paid: PaymentNotification[] = [];

@Controller('payments')
class PaymentsController extends LianlianController() {
  expectedPayment(no_order: string): { money_order: string } | null {
    return no_order === body['no_order'] ? { money_order: '0.01' } : null;
  }

  onPayment(notification: PaymentNotification): void {
    paid.push(notification);
  }
}

@Injectable()
class ResponseWrapper implements NestInterceptor {
  intercept: NestInterceptor['intercept'] = (_context, next) =>
    next.handle().pipe(map((data: unknown) => ({ code: 200, message: 'wrapped', data })));
}

@Module({
  imports: [
    LianlianModule.forRoot({
      oidPartner: '201609211001116515',
      privateKey: testKeys().merchant.privateKey,
      lianlianPublicKey: fixture('lianlian-public-key.pem'),
    }),
  ],
  controllers: [PaymentsController],
  providers: [{ provide: APP_INTERCEPTOR, useClass: ResponseWrapper }],
})
class AppModule {}

describe.each(ADAPTERS)(
  'a notification that LianLian really signed, on a stock Nest app on %s',
  (adapter) => {
    let app: INestApplication;
    let url: string;
    beforeAll(async () => ({ app, url } = await startApp(AppModule, adapter)));
    afterAll(() => app.close());

    it('is acknowledged with exactly the ack, past the response wrapper, and reaches onPayment once', async () => {
      paid.length = 0;
      for (let copy = 0; copy < 3; copy++) {
        const response = await fetch(`${url}/payments/notify`, {
          method: 'POST',
          headers: { 'content-type': 'text/json;charset=utf-8' },
          body: JSON.stringify(body),
        });
        expect([response.status, await response.text()]).toEqual([200, '{"ret_code":"0000","ret_msg":"ok"}']);
      }
      expect(paid.map(({ no_order, money_order }) => [no_order, money_order])).toEqual([
        [body['no_order'], '0.01'],
      ]);
    });
  },
);
