import type { OrderDetailView } from '../../../contract.js';
import type { Say } from './delivery-test.js';
import { literalOf } from './literal.js';
import { orderStory, type StoryNeed } from './order-story.js';

const DAY_MS = 86_400_000;

/** A test file, for Vitest or Jest, that replays what happened to an order. What the app itself does is left to fill in. */
export function orderTest(order: OrderDetailView, say: Say): string {
  const { no_order } = order;
  const { lines, needs } = orderStory(order, say);
  const used = ['afterAll', 'beforeAll', ...(lines.some(isExpectation) ? ['expect'] : []), 'it'];
  const types = needs.has('earlier') ? 'type DeliveryHow, LianlianSandbox' : 'LianlianSandbox';
  const options = needs.has('slow-refunds') ? literalOf({ refundMs: DAY_MS }) : '';
  const name = say(
    `订单 ${no_order}，与沙箱中的经过一致`,
    `the order ${no_order}, as it went in the sandbox`,
  );
  return [
    `import { ${types} } from 'nestjs-lianlian/testing';`,
    `// ${say('用 Jest 时去掉下一行。', 'In Jest leave the next line out.')}`,
    `import { ${used.join(', ')} } from 'vitest';`,
    '',
    'let sandbox: LianlianSandbox;',
    '',
    'beforeAll(async () => {',
    `  sandbox = await LianlianSandbox.start(${options});`,
    '});',
    'afterAll(async () => {',
    '  await sandbox.stop();',
    '});',
    '',
    `it(${literalOf(name)}, async () => {`,
    ...lines.map((line) => `  ${line}`),
    '});',
    ...helpersFor(order, needs, say),
    '',
  ].join('\n');
}

const isExpectation = (line: string): boolean => line.startsWith('expect(');

function helpersFor(order: OrderDetailView, needs: ReadonlySet<StoryNeed>, say: Say): readonly string[] {
  const { no_order, money_order, currency_order = 'CNY', api } = order;
  const money = `${money_order} ${currency_order}`;
  const places = say(
    `在这里让应用用 ${api} 下单 ${no_order}，金额 ${money}。应用的设置取自 sandbox.options。`,
    `Let your app place the order ${no_order} of ${money} with ${api} here. Its settings are sandbox.options.`,
  );
  return [
    ...toFillIn('placeOrder()', places),
    ...(needs.has('capture')
      ? toFillIn(
          'capture(amount: string)',
          say('在这里让应用扣款：', 'Let your app capture here: '),
          'amount',
        )
      : []),
    ...(needs.has('cancel')
      ? toFillIn('cancel()', say('在这里让应用撤销预授权。', 'Let your app cancel the authorization here.'))
      : []),
    ...(needs.has('earlier') ? deliverEarlier(no_order, say) : []),
  ];
}

/** A function that the app's own code belongs into. */
function toFillIn(signature: string, todo: string, argument?: string): readonly string[] {
  const message = argument === undefined ? literalOf(todo) : `${literalOf(todo)} + ${argument}`;
  return ['', `async function ${signature}: Promise<void> {`, `  throw new Error(${message});`, '}'];
}

/** `sandbox.deliver` has the last notification alone. */
function deliverEarlier(no_order: string, say: Say): readonly string[] {
  const what = say(
    '发送较早的一条通知：n1 是该订单的第一条。',
    'Delivers a notification that is not the last one: n1 is the order’s first.',
  );
  return [
    '',
    `/** ${what} */`,
    'async function deliverEarlier(how: DeliveryHow, notification: string): Promise<unknown> {',
    `  const path = \`orders/\${encodeURIComponent(${literalOf(no_order)})}/deliveries\`;`,
    '  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {',
    "    method: 'POST',",
    "    headers: { 'content-type': 'application/json' },",
    '    body: JSON.stringify({ how, notification }),',
    '  });',
    '  return response.json();',
    '}',
  ];
}
