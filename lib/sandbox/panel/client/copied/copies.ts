import type {
  AttemptView,
  NotificationView,
  OrderDetailView,
  PayoutDetailView,
  RequestView,
  ScenarioView,
} from '../../../contract.js';
import type { Copyable } from '../parts/copy.js';
import {
  type CurlDoes,
  deliveryCurl,
  type Notified,
  orderCurl,
  payoutCurl,
  requestCurl,
  scenarioCurl,
} from './control-curl.js';
import { deliveryTest } from './delivery-test.js';
import { commentOf } from './literal.js';
import { orderTest } from './order-test.js';
import { payoutTest } from './payout-test.js';
import { requestTest } from './request-test.js';
import { scenarioTest } from './scenario-test.js';
import { t } from '../words.js';

const AS_CURL = t('复制为 curl', 'Copy as curl');
const AS_TEST = t('复制为测试', 'Copy as test');

const DONE: Readonly<Record<CurlDoes, string>> = {
  pay: t('已复制：付款的 curl 命令', 'Copied: a curl command that pays it'),
  complete: t('已复制：让代付成功的 curl 命令', 'Copied: a curl command that pays it'),
  'complete-refund': t(
    '已复制：让退款成功的 curl 命令',
    'Copied: a curl command that lets its refund succeed',
  ),
  deliver: t('已复制：重发通知的 curl 命令', 'Copied: a curl command that sends its notification again'),
  show: t('已复制：查看它的 curl 命令', 'Copied: a curl command that shows it'),
};

const TEST_LINES = t('已复制：测试中的代码', 'Copied: the lines for a test');

/** A whole order or payout, for a shell and for a test. */
function copiesOf(
  curl: () => ReturnType<typeof orderCurl>,
  test: () => string,
  saidOfTest: string,
): readonly Copyable[] {
  return [
    {
      ...{ testId: 'copy-curl', label: AS_CURL },
      text: () => curl().text,
      said: () => DONE[curl().does],
    },
    { ...{ testId: 'copy-test', label: AS_TEST }, text: test, said: () => saidOfTest },
  ];
}

/** An order, for a shell and for a test. */
export function copiesOfOrder(order: OrderDetailView): readonly Copyable[] {
  return copiesOf(
    () => orderCurl(location.origin, order),
    () => orderTest(order, t),
    t(
      '已复制：重演这笔订单的测试，其中下单的部分由您填写',
      'Copied: a test that replays this order; fill in how your app places it',
    ),
  );
}

/** A payout, for a shell and for a test. */
export function copiesOfPayout(payout: PayoutDetailView): readonly Copyable[] {
  return copiesOf(
    () => payoutCurl(location.origin, payout),
    () => payoutTest(payout, t),
    t(
      '已复制：重演这笔代付的测试，其中申请代付的部分由您填写',
      'Copied: a test that replays this payout; fill in how your app applies for it',
    ),
  );
}

/** In a test, what is delivered is the last notification. */
function lastAlone({ id, kind }: NotificationView): string {
  return commentOf(
    t(
      `这里发送的是最后一条通知；当时是 ${id}（${kind}）`,
      `This delivers the last notification. Here it was ${id}, of a ${kind}`,
    ),
  );
}

/** An attempt to deliver, for a shell and for a test. */
export function copiesOfAttempt(
  notified: Notified,
  notification: NotificationView,
  attempt: AttemptView,
): readonly Copyable[] {
  const curl = (): ReturnType<typeof deliveryCurl> =>
    deliveryCurl(location.origin, notified, notification, attempt);
  const whose = { is: notified.is, no_order: notified.of.no_order };
  return [
    {
      ...{ testId: 'copy-attempt-curl', label: AS_CURL },
      text: () => curl().text,
      said: () =>
        curl().isAsked
          ? t(
              '已复制：由沙箱发送的 curl 命令，因为部分内容保密，这里不显示',
              'Copied: a curl command by which the sandbox sends it, because parts of it are secret and not shown here',
            )
          : t(
              '已复制：把这段内容发给商户的 curl 命令',
              'Copied: a curl command that posts this very body to the shop',
            ),
    },
    {
      ...{ testId: 'copy-attempt-test', label: AS_TEST },
      text: () => [lastAlone(notification), ...deliveryTest(whose, attempt, t)].join('\n'),
      said: () => TEST_LINES,
    },
  ];
}

/** A scenario, for a shell and for a test. */
export function copiesOfScenario({ id, struck: _, ...rule }: ScenarioView): readonly Copyable[] {
  return [
    {
      ...{ testId: `copy-curl-${id}`, label: AS_CURL },
      text: () => scenarioCurl(location.origin, rule),
      said: () => t('已复制：设置这个故障的 curl 命令', 'Copied: a curl command that sets this scenario up'),
    },
    {
      ...{ testId: `copy-test-${id}`, label: AS_TEST },
      text: () => scenarioTest(rule),
      said: () => TEST_LINES,
    },
  ];
}

/** A request, for a shell and for a test. */
export function copiesOfRequest(request: RequestView): readonly Copyable[] {
  return [
    {
      ...{ testId: 'copy-request-curl', label: AS_CURL },
      text: () => requestCurl(location.origin, request.id),
      said: () => t('已复制：查看这个请求的 curl 命令', 'Copied: a curl command that shows this request'),
    },
    {
      ...{ testId: 'copy-request-test', label: AS_TEST },
      text: () => requestTest(request),
      said: () => TEST_LINES,
    },
  ];
}
