import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { guide } from './guide.js';
import { freePort, writeSnippets } from './run-snippets.js';

interface Orders {
  create(amount: string): { readonly id: string; readonly createdAt: Date };
  find(id: string): { readonly paidBy?: string } | undefined;
}

/** The code after each move, run as a reader has it who copied it. What stands before it needs accounts elsewhere. */
const load = writeSnippets(guide.blocks, 'coming-from-other-sdks') as (
  file: string,
) => Promise<Readonly<Record<string, Type>>>;

let sandbox: LianlianSandbox;
let app: INestApplication;
let port: number;
let OrdersService: Type<Orders>;

beforeAll(async () => {
  sandbox = await LianlianSandbox.start();
  const { OrdersService: service } = await load('orders.service.js');
  OrdersService = service as Type<Orders>;
  port = await freePort();
});
afterEach(async () => {
  await app.close();
  vi.unstubAllEnvs();
});
afterAll(() => sandbox.stop());

async function start(
  imports: (DynamicModule | Type)[],
  controllers: Type[],
  providers: Type[],
): Promise<void> {
  app = (await Test.createTestingModule({ imports, controllers, providers }).compile()).createNestApplication(
    {
      logger: false,
    },
  );
  await app.listen(port, '127.0.0.1');
}

/** Starts one of the controllers, and buys what it sells. */
async function buyFrom(file: string, name: string, path: string): Promise<string> {
  const { [name]: controller } = await load(file);
  if (controller === undefined) throw new Error(`${file} has no ${name}`);
  const url = `http://127.0.0.1:${String(port)}/${path}`;
  const module = LianlianModule.forRoot({
    ...sandbox.options,
    busiPartner: '109001',
    notifyUrl: `${url}/notify`,
  });
  await start([module], [controller], [OrdersService]);
  return (await fetch(`${url}/buy`, { method: 'POST' })).text();
}

/** The number of the order that the sandbox got last. */
const lastOrder = (): string => sandbox.requests.at(-1)?.fields['no_order'] ?? '';

/** Lets the payer pay, and says whether the app has the transaction. */
async function expectPaid(no_order: string): Promise<void> {
  const { oid_paybill } = await sandbox.pay(no_order, { requireAck: true });
  expect(app.get(OrdersService).find(no_order)?.paidBy).toBe(oid_paybill);
}

describe('what takes the place of', () => {
  it('alipay-sdk sends a form, and marks the order paid', async () => {
    const page = await buyFrom('form-checkout.controller.js', 'FormCheckoutController', 'checkout');
    const action = /<form id="lianlian" action="([^"]+)"/.exec(page)?.[1] ?? '';
    const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    const fields = inputs.map(([, name = '', value = '']) => [name, unescapeHtml(value)]);
    await fetch(action, { method: 'POST', body: new URLSearchParams(Object.fromEntries(fields)) });
    await expectPaid(lastOrder());
  });

  it('wechatpay-node-v3 gives a code, and marks the order paid', async () => {
    const response = await buyFrom('qr-checkout.controller.js', 'QrCheckoutController', 'qr');
    expect(JSON.parse(response)).toEqual({ code: expect.stringMatching(/^\w+:\/\/\S+$/) });
    await expectPaid(lastOrder());
  });

  it('@golevelup/nestjs-stripe brings the route, and marks the order paid', async () => {
    const { oidPartner, privateKey, lianlianPublicKey, gateway } = sandbox.options;
    const settings = {
      LIANLIAN_OID_PARTNER: oidPartner,
      LIANLIAN_PRIVATE_KEY: privateKey,
      LIANLIAN_PUBLIC_KEY: lianlianPublicKey,
      LIANLIAN_GATEWAY: gateway,
      LIANLIAN_BUSI_PARTNER: '109001',
      LIANLIAN_NOTIFY_URL: `http://127.0.0.1:${String(port)}/lianlian/notify`,
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    const { LianlianPaymentsModule } = await load('lianlian-payments.module.js');
    await start(LianlianPaymentsModule === undefined ? [] : [LianlianPaymentsModule], [], []);
    const order = app.get(OrdersService).create('49.95');
    await app.get(LianlianService).aggregateDirect.pay({
      pay_type: 'L',
      user_id: 'u-1',
      no_order: order.id,
      dt_order: order.createdAt,
      name_goods: '羽毛球',
      money_order: '49.95',
      risk_item: { frms_ware_category: '1009' },
    });
    await expectPaid(order.id);
  });
});

function unescapeHtml(text: string): string {
  return text.replace(/&#(\d+);/g, (_reference, code: string) => String.fromCharCode(Number(code)));
}
