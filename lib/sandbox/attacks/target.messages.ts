import { both } from '../../diagnosis/signature-diagnosis.js';

/** What is said where a shop cannot be attacked. */
export const targetMessages = {
  statusUrl: () =>
    both(
      'must be the http or https address of a page of the shop’s that says whether the order is paid; {no_order} in it is the number',
      '须为商城显示订单是否已付款的页面的 http 或 https 地址，{no_order} 代表单号',
    ),
  paid: () =>
    both(
      'must be a regular expression that this page matches only where the order is paid',
      '须为正则表达式，仅当订单已付款时该页面才匹配',
    ),
  silentStatus: (address: string, error: string) =>
    both(
      `the shop's page ${address} does not say whether the order is paid: ${error}`,
      `商城页面 ${address} 没有说明订单是否已付款：${error}`,
    ),
  paidAlready: (address: string) =>
    both(
      `the shop's page ${address} says that the order is paid before anybody has paid it: is what it is to match on unpaid orders' pages, too?`,
      `尚未付款，商城页面 ${address} 就显示已付款：未付款订单的页面是否也匹配该正则表达式？`,
    ),
  noRoute: (url: string, status: number) =>
    both(
      `${url} answers HTTP ${String(status)}: this is no notification route`,
      `${url} 应答 HTTP ${String(status)}：这不是通知地址`,
    ),
  url: () => both('must be an http or https address', '须为 http 或 https 地址'),
  silent: (url: string, error: string) =>
    both(
      `nobody answers at ${url}: ${error}. Is the shop running, and is this its notification route?`,
      `${url} 没有应答：${error}。商城是否在运行，这是它的通知地址吗？`,
    ),
  brokenOff: () => both('the attack was broken off', '测试被中断'),
  noOrder: () =>
    both(
      'no order is waiting for its payment: order something in the shop, do not pay it, and attack again',
      '没有等待付款的订单：请在商城下单但不要付款，然后再试',
    ),
  notWaiting: (no_order: string, result_pay: string) =>
    both(
      `the order ${no_order} cannot be attacked: its result is ${result_pay}, and it would have to be unpaid. Order something in the shop, and do not pay it`,
      `订单 ${no_order} 不能用于测试：其结果为 ${result_pay}，须为未付款。请在商城下单但不要付款`,
    ),
  deposit: (no_order: string) =>
    both(
      `the order ${no_order} is a deposit (an authorization): choose one that is paid`,
      `订单 ${no_order} 是押金（预授权）：请选择一笔普通付款`,
    ),
  underWay: (no_order: string) =>
    both(
      `an attack is under way, with the order ${no_order}: wait for its end`,
      `正在用订单 ${no_order} 进行测试，请等待结束`,
    ),
} as const;
