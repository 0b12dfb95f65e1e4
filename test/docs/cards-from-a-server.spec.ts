import { type INestApplication, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianSandbox, TEST_CARDS } from 'nestjs-lianlian/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guide, translatedGuide } from './guide.js';
import { freePort, writeSnippets } from './run-snippets.js';

/** The guide in both languages, done: its snippets run as a reader has them who copied them. */
const editions = [
  ['English', guide.blocks],
  ['Chinese', translatedGuide.blocks],
] as const;

const CODE = '123456';
const card = {
  card_no: TEST_CARDS.pays,
  acct_name: '张三',
  id_no: '430101199001010018',
  bind_mob: '13958069593',
};

interface Dollars {
  create(user_id: string, amount: string): { readonly id: string; readonly paidInYuan?: string };
  start(order: object, typed: object): Promise<string>;
  finish(order: object, code: string): Promise<string>;
  unsettled(): readonly { readonly no_order: string }[];
}

describe.each(editions)('dollars as the guide in %s takes them', (name, blocks) => {
  const load = writeSnippets(blocks, `dollars-${name}`);
  let sandbox: LianlianSandbox;
  let app: INestApplication;
  let dollars: Dollars;

  beforeAll(async () => {
    sandbox = await LianlianSandbox.start({ smsCode: CODE });
    const port = await freePort();
    const { DollarsService } = (await load('dollars.service.js')) as { DollarsService: Type<Dollars> };
    const { DollarsController } = (await load('dollars.controller.js')) as { DollarsController: Type };
    const testing = await Test.createTestingModule({
      imports: [
        LianlianModule.forRoot({
          ...sandbox.options,
          notifyUrl: `http://127.0.0.1:${String(port)}/dollars/notify`,
          sweeper: { olderThanMs: 1 },
        }),
      ],
      controllers: [DollarsController],
      providers: [DollarsService],
    }).compile();
    app = testing.createNestApplication({ logger: false });
    await app.listen(port, '127.0.0.1');
    dollars = app.get(DollarsService);
  });
  afterAll(async () => {
    await app.close();
    await sandbox.stop();
  });

  it('are paid in yuan at a rate, and the order is settled', async () => {
    const order = dollars.create('u-1', '29.90');
    expect(await dollars.start(order, card)).toBe('sms-sent');
    expect(dollars.unsettled().map(({ no_order }) => no_order)).toEqual([order.id]);
    expect(await dollars.finish(order, CODE)).toBe('paid');
    await sandbox.clock.advance(0);
    expect(sandbox.deliveries(order.id).map(({ acknowledged }) => acknowledged)).toEqual([true]);
    expect(dollars.unsettled()).toEqual([]);
    expect(order.paidInYuan).toMatch(/^\d+\.\d\d$/);
    expect(order.paidInYuan).not.toBe('29.90');
  });

  it('are found by the sweeper, where the notification was lost', async () => {
    sandbox.scenario({ fault: 'dropped', times: 1 });
    const order = dollars.create('u-2', '12.00');
    await dollars.start(order, card);
    await dollars.finish(order, CODE);
    await app.get(LianlianService).sweeper.sweep();
    expect(dollars.unsettled()).toEqual([]);
  });
});

interface MpayCards {
  start(order: object, typed: object): Promise<string | undefined>;
  finish(order: object, token: string, code: string): Promise<string>;
}

describe.each(editions)('MPAY as the guide in %s uses it', (name, blocks) => {
  const load = writeSnippets(blocks, `mpay-${name}`);

  it('takes a card in two steps', async () => {
    const sandbox = await LianlianSandbox.start({ smsCode: CODE });
    const { MpayPayments } = (await load('mpay-payments.js')) as { MpayPayments: Type<MpayCards> };
    const testing = await Test.createTestingModule({
      imports: [LianlianModule.forRoot({ ...sandbox.options, notifyUrl: 'http://127.0.0.1:9/notify' })],
      providers: [MpayPayments],
    }).compile();
    const payments = testing.get(MpayPayments);
    const order = { id: 'order-1', amount: '49.95', createdAt: new Date() };
    const typed = { number: card.card_no, name: card.acct_name, idNumber: card.id_no, phone: card.bind_mob };
    const token = await payments.start(order, typed);
    expect(await payments.finish(order, token ?? '', CODE)).toBe('paid');
    await testing.close();
    await sandbox.stop();
  });
});
