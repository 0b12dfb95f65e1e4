import type { OrderDetailView } from '../../../contract.js';
import type { Say } from './delivery-test.js';
import { orderStory, type StoryNeed } from './order-story.js';
import { functionToFillIn, testFile, UNTIL_ENDED_MS } from './test-file.js';

/** A test file, for Vitest or Jest, that replays what happened to an order. What the app itself does is left to fill in. */
export function orderTest(order: OrderDetailView, say: Say): string {
  const { no_order } = order;
  const { lines, needs } = orderStory(order, say);
  const name = say(
    `订单 ${no_order}，与沙箱中的经过一致`,
    `the order ${no_order}, as it went in the sandbox`,
  );
  const options = { refundMs: needs.has('slow-refunds') ? UNTIL_ENDED_MS : undefined };
  const whose = { is: 'orders', no_order } as const;
  const toFillIn = functionsFor(order, needs, say);
  return testFile({ name, whose, options, lines, toFillIn, hasEarlier: needs.has('earlier') }, say);
}

function functionsFor(
  order: OrderDetailView,
  needs: ReadonlySet<StoryNeed>,
  say: Say,
): readonly (readonly string[])[] {
  const { no_order, money_order, currency_order = 'CNY', api } = order;
  const money = `${money_order} ${currency_order}`;
  const places = say(
    `在这里让应用用 ${api} 下单 ${no_order}，金额 ${money}。应用的设置取自 sandbox.options。`,
    `Let your app place the order ${no_order} of ${money} with ${api} here. Its settings are sandbox.options.`,
  );
  const captures = say('在这里让应用扣款：', 'Let your app capture here: ');
  const cancels = say('在这里让应用撤销预授权。', 'Let your app cancel the authorization here.');
  return [
    functionToFillIn('placeOrder()', places),
    ...(needs.has('capture') ? [functionToFillIn('capture(amount: string)', captures, 'amount')] : []),
    ...(needs.has('cancel') ? [functionToFillIn('cancel()', cancels)] : []),
  ];
}
