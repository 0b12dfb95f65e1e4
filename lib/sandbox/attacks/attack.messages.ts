import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';

/** An attack in words: what is sent, and what to do in a shop that does not stand it. */
interface AttackWords {
  readonly title: Sentence;
  readonly advice: Sentence;
}

const VERIFY = both(
  'Verify the signature with LianLian’s public key, over the fields that arrived, before anything else is read. Without a right signature answer 401, and change nothing.',
  '先用连连公钥对收到的字段验签，再读取其他内容。验签不通过就返回 401，不做任何处理。',
);

/** Every attack in words. */
export const attackWords = {
  unsigned: {
    title: both('Without a signature', '没有签名'),
    advice: VERIFY,
  },
  forged: {
    title: both('Signed by somebody else', '由他人的密钥签名'),
    advice: VERIFY,
  },
  digestOnly: {
    title: both('sign_type MD5, and a digest in place of a signature', 'sign_type 为 MD5，以摘要冒充签名'),
    advice: both(
      'Take the algorithm from your own settings (RSA is MD5 with RSA), never from the message’s sign_type. A digest without a key proves nothing: anybody can make it.',
      '签名算法以自己的设置为准（RSA 即 MD5withRSA），不要相信报文里的 sign_type。没有密钥的摘要谁都能算，什么也证明不了。',
    ),
  },
  altered: {
    title: both('Paid 0.01; the amount altered after signing', '实付 0.01，签名后改了金额'),
    advice: VERIFY,
  },
  doubledNames: {
    title: both(
      'Names that stand twice: signed for another order, read for this one',
      '字段名重复：签名属于另一订单，读出来是这一单',
    ),
    advice: both(
      'Verify the very values that you go on to use, and refuse a message in which a name stands twice.',
      '验签所用的值必须就是后面使用的值；有重复字段名的报文应当拒绝。',
    ),
  },
  otherMerchant: {
    title: both('Signed by LianLian, for another merchant', '连连签名，但属于其他商户'),
    advice: both(
      'Compare oid_partner with your own number: LianLian signs for every merchant with one key, so a payment at another merchant verifies, too.',
      '核对 oid_partner 是否为自己的商户号：连连对所有商户用同一密钥签名，别家的付款同样验签通过。',
    ),
  },
  wrongAmount: {
    title: both('Signed by LianLian, for another amount', '连连签名，但金额不符'),
    advice: both(
      'Compare money_order with what the order costs, in fen: 210.9 is 210.90. Where it differs, ship nothing, and do not acknowledge.',
      '将 money_order 与订单金额以分为单位比较（210.9 即 210.90）。不一致时不发货，也不要确认。',
    ),
  },
  wrongCurrency: {
    title: both('Signed by LianLian, in another currency', '连连签名，但币种不符'),
    advice: both(
      'Compare currency_order with the order’s currency; where the message names none, it is CNY. The same number of another currency is other money.',
      '核对 currency_order 与订单币种，报文未带时为 CNY。数字相同、币种不同，就是另一笔钱。',
    ),
  },
  unknownOrder: {
    title: both(
      'Signed by LianLian, for an order that the shop does not have',
      '连连签名，但商城没有这个订单',
    ),
    advice: both(
      'Do not acknowledge what you cannot find: it may be paid and not yet saved, and LianLian asks again for an hour. Log it, for somebody has paid.',
      '找不到的订单不要确认：可能已付款而尚未保存，连连会继续通知一小时。请记录日志，因为有人付了钱。',
    ),
  },
  notPaid: {
    title: both('A payment that is still under way (PROCESSING)', '处理中的付款（PROCESSING）'),
    advice: both('Only result_pay SUCCESS pays an order.', '只有 result_pay 为 SUCCESS 才表示已付款。'),
  },
  authorization: {
    title: both('An authorization (pay_type F) in place of a payment', '以预授权（pay_type F）冒充付款'),
    advice: both(
      'pay_type F and G hold money that nobody has taken yet. Do not ship for them, unless the order is a deposit.',
      'pay_type 为 F 或 G 只是冻结资金，尚未扣款。除非订单本身是押金，否则不要发货。',
    ),
  },
  payout: {
    title: both('A payout’s notification in place of a payment’s', '以代付通知冒充付款通知'),
    advice: both(
      'The fields are the same, but the money went the other way. Give payouts a route of their own, and ask LianLian’s query about a SUCCESS without pay_type before it pays an order. A shop that pays nothing out leaves this one out.',
      '字段相同，但钱是付出去的。代付请使用单独的通知地址；没有 pay_type 的 SUCCESS 先向连连查询，再视为付款。不做代付的商城可以略过这一项。',
    ),
  },
  huge: {
    title: both('A body of 8 MB', '8 MB 的报文'),
    advice: both(
      'Read at most 64 KB of a notification, answer 413, and close the connection.',
      '通知最多读取 64 KB，超出即返回 413 并断开连接。',
    ),
  },
  slow: {
    title: both('25 connections that send a byte now and then', '25 个连接，每隔一会儿才发一个字节'),
    advice: both(
      'Do not let a connection that is slow hold a worker: read bodies in the server in front, or with a time limit of some seconds.',
      '不要让慢连接占住工作进程：由前置服务器接收完整请求，或设置几秒的读取时限。',
    ),
  },
  outOfOrder: {
    title: both('A refund’s notification before the payment’s', '退款通知先于付款通知到达'),
    advice: both(
      'A refund has no result_pay and pays nothing: tell it from a payment by no_refund, and let the payment that follows pay the order.',
      '退款通知没有 result_pay，不表示付款：以 no_refund 区分；之后到达的付款通知仍应使订单变为已付款。',
    ),
  },
  twiceAtOnce: {
    title: both('The genuine notification, five times at once', '真实的付款通知，同时到达五份'),
    advice: both(
      'Acknowledge at least one copy with HTTP 200 and {"ret_code":"0000","ret_msg":"ok"}, and ship once: claim the order in one atomic step (INSERT … ON CONFLICT, or UPDATE … WHERE paid = false) before the work.',
      '至少对一份返回 HTTP 200 和 {"ret_code":"0000","ret_msg":"ok"}，且只发货一次：处理之前用一个原子操作占住订单（INSERT … ON CONFLICT，或 UPDATE … WHERE paid = false）。',
    ),
  },
  replayed: {
    title: both('The same notification again', '同一通知再次到达'),
    advice: both(
      'Acknowledge the copy, and do nothing else. What is not acknowledged comes again, up to 30 times.',
      '确认这份副本，但不要重复处理。没有确认的通知会再发，最多 30 次。',
    ),
  },
  paidTwice: {
    title: both('Another transaction for the order that is paid', '已付款的订单又来了另一笔交易'),
    advice: both(
      'Keep the oid_paybill that paid the order. Another one means that the payer paid twice, in two tabs perhaps: ship nothing more, do not acknowledge, and refund it.',
      '保存使订单付款的 oid_paybill。来了另一个，说明付款人付了两次（例如开了两个页面）：不要再发货，不要确认，并安排退款。',
    ),
  },
  late: {
    title: both('The same notification, after everything else', '最后，同一通知又一次到达'),
    advice: both(
      'A notification that comes late is as genuine as the first: acknowledge it, and do nothing else.',
      '晚到的通知与第一份同样真实：确认它，但不要重复处理。',
    ),
  },
} as const satisfies Readonly<Record<string, AttackWords>>;

/** What became of an attack. */
export const verdictMessages = {
  refused: (statuses: string) => both(`Refused: ${statuses}.`, `已拒绝：${statuses}。`),
  accepted: () => both('Acknowledged, as if it were true.', '误确认：当成了真实通知。'),
  paid: () => both('The order is paid now.', '订单变成了已付款。'),
  shippedAgain: (times: number) => both(`Shipped ${String(times)} times.`, `发货了 ${String(times)} 次。`),
  notPaid: (statuses: string) => both(`The order is not paid: ${statuses}.`, `订单未付款：${statuses}。`),
  lookYourself: () =>
    both(
      'Acknowledged, which is right only where nothing is shipped: look whether the order is paid now, or tell where the shop says so (--status, --paid).',
      '已确认。只有不发货才算对：请查看订单现在是否已付款，或说明在哪里可以看到（--status、--paid）。',
    ),
  paidBefore: () =>
    both(
      'Acknowledged; the shop took one of the attacks above for a payment before: mend that first.',
      '已确认；在此之前商城已把上面的某次攻击当成付款，请先修复。',
    ),
  notTried: () =>
    both(
      'Not tried: the shop answers nobody any more. Start it again.',
      '未测试：商城不再应答任何请求，请重新启动。',
    ),
  notedPerhaps: (statuses: string) =>
    both(
      `Acknowledged (${statuses}), and nothing was shipped: right only if a person is told of it, as a dead letter of a queue tells one.`,
      `已确认（${statuses}），但没有发货：只有通知了人工处理才算对，例如队列的死信。`,
    ),
  noRefusal: (statuses: string) =>
    both(
      `Not acknowledged, but not refused either: ${statuses}. Look whether the order is paid now, or tell where the shop says so (--status, --paid).`,
      `没有确认，但也不是拒绝：${statuses}。请查看订单现在是否已付款，或说明在哪里可以看到（--status、--paid）。`,
    ),
  pageSilent: () =>
    both(
      'What became of the order is not known: the shop’s page does not answer.',
      '订单状态不明：商城的页面没有应答。',
    ),
  paidByNow: () =>
    both(
      'The order is paid now, for this attack or for the one before it.',
      '订单变成了已付款：由于这次攻击，或上一次。',
    ),
  shippedUnseen: (statuses: string) =>
    both(
      `Acknowledged: ${statuses}. Whether the goods were shipped once, nobody has seen: tell where the shop says so (--status, --paid).`,
      `已确认：${statuses}。是否只发货一次无法看到：请说明在哪里可以看到（--status、--paid）。`,
    ),
  blocked: (error: string) =>
    both(`Somebody else was not answered because of it: ${error}.`, `其他请求因此得不到应答：${error}。`),
  noResponse: (error: string) =>
    both(
      `No response: ${error}. Whether it was taken, nobody can see from outside.`,
      `没有应答：${error}。从外部无法看出是否被接受。`,
    ),
  lives: (statuses: string) =>
    both(
      `Nothing was accepted, and others are answered: ${statuses}.`,
      `没有接受，且仍能应答其他请求：${statuses}。`,
    ),
  silent: (error: string) =>
    both(`Afterwards nobody is answered any more: ${error}.`, `之后不再应答任何请求：${error}。`),
  taken: (statuses: string) => both(`Acknowledged: ${statuses}.`, `已确认：${statuses}。`),
  lost: (statuses: string) =>
    both(`A genuine payment was not acknowledged: ${statuses}.`, `真实的付款没有得到确认：${statuses}。`),
  lostAfterAttack: (statuses: string) =>
    both(
      `Not acknowledged: ${statuses}. The shop took one of the attacks above for a payment: mend that first.`,
      `没有确认：${statuses}。上面有攻击被当成了付款，请先修复。`,
    ),
  notMarked: () =>
    both(
      'Acknowledged, but after five seconds the shop does not say that the order is paid.',
      '已确认，但五秒后商城仍未显示订单已付款。',
    ),
  statuses: (status: number | undefined, error: string | undefined, count: number) => {
    const times = count === 1 ? '' : ` ×${String(count)}`;
    return `${status === undefined ? (error ?? '') : `HTTP ${String(status)}`}${times}`;
  },
} as const;
