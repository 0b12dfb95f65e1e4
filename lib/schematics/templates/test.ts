/** The test runners for which a test is written. */
export type TestRunner = 'jest' | 'vitest';

/**
 * The test of the handler, which has the sandbox pay an order, as text.
 *
 * @param runner of the app. Jest has its functions as globals; Vitest has them only where the app says so
 * @param ending of the app's own imports: `.js` or nothing
 */
export function testTemplate(runner: TestRunner, ending: string): string {
  const functions =
    runner === 'vitest' ? "import { afterAll, beforeAll, describe, expect, it } from 'vitest';\n" : '';
  return `import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';
${functions}
import { InMemoryOrders, type Order } from './in-memory-orders${ending}';
import { PaymentsModule } from './payments.module${ending}';

describe('PaymentsHandler', () => {
  let sandbox: LianlianSandbox;
  let app: INestApplication;

  beforeAll(async () => {
    sandbox = await LianlianSandbox.start();
    const testing = await Test.createTestingModule({
      imports: [
        LianlianModule.forRoot({ ...sandbox.options, routes: 'payments' }),
        PaymentsModule,
      ],
    }).compile();
    app = testing.createNestApplication({ logger: ['error'] });
    await app.listen(0, '127.0.0.1'); // a free port, which the system chooses
  }, 60_000); // the first run on a busy machine compiles everything

  afterAll(async () => {
    await app?.close();
    await sandbox?.stop(); // whatever has failed before
  });

  /** An order whose payment LianLian has, and which the payer has not paid yet. */
  async function sentOrder(amount: string): Promise<Order> {
    const order = await app.get(InMemoryOrders).create(amount);
    await app.get(LianlianService).aggregateDirect.pay({
      user_id: 'u-1',
      no_order: order.id,
      notify_url: \`\${await app.getUrl()}/payments/notify\`,
      dt_order: order.createdAt,
      busi_partner: '109001',
      name_goods: '羽毛球',
      money_order: order.amount,
      pay_type: 'I',
      risk_item: { frms_ware_category: '1009' },
    });
    return order;
  }

  it('marks an order paid when LianLian says so', async () => {
    const order = await sentOrder('49.95');
    const { oid_paybill } = await sandbox.pay(order.id);
    sandbox.expectDelivered(order.id);
    const paid = await app.get(InMemoryOrders).find(order.id);
    expect(paid?.paidBy).toBe(oid_paybill);
  });

  it('believes no notification that was altered', async () => {
    const order = await sentOrder('49.95');
    sandbox.scenario({ fault: 'tampered', no_order: order.id, times: 1 });
    await sandbox.pay(order.id);
    const unpaid = await app.get(InMemoryOrders).find(order.id);
    expect(unpaid?.paidBy).toBeUndefined();
  });
});
`;
}
