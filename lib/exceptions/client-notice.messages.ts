import type { NoticeCode, NoticeWords } from './notice-code.js';

/** What payers and clients of the app read. None of it holds a value, and none that is not final asks to pay again. */
export const noticeMessages: Readonly<Record<NoticeCode, NoticeWords>> = {
  'outcome-unknown': {
    zh: { title: '结果确认中', text: '暂时还不知道结果，正在核实。请不要重复付款，过几分钟再查看订单。' },
    en: {
      title: 'We are finding out',
      text: 'The result is not known yet; it is being checked. Please do not pay again, and look at your order in a few minutes.',
    },
  },
  'known-already': {
    zh: { title: '已在处理', text: '这笔交易已经提交过，正在核实结果。请不要重复付款，过几分钟再查看订单。' },
    en: {
      title: 'Under way already',
      text: 'This was submitted before, and its result is being checked. Please do not pay again, and look at your order in a few minutes.',
    },
  },
  'invalid-input': {
    zh: { title: '请检查填写内容', text: '填写的内容有误，尚未提交。请更正后重新提交。' },
    en: {
      title: 'Please check what you entered',
      text: 'Something that was entered is not valid, and nothing was sent. Please correct it and submit it again.',
    },
  },
  'code-refused': {
    zh: { title: '短信验证码有误', text: '短信验证码不正确或已失效。请核对，或重新获取验证码。' },
    en: {
      title: 'The SMS code was not accepted',
      text: 'The code from the SMS is wrong or has expired. Please check it, or ask for a new one.',
    },
  },
  'card-refused': {
    zh: {
      title: '无法使用此卡',
      text: '这张卡或账户无法完成这笔付款，没有扣款。请核对信息，或换一种方式付款。',
    },
    en: {
      title: 'This card was not accepted',
      text: 'This card or account cannot make this payment, and nothing was charged. Please check its details, or use another one.',
    },
  },
  'limit-exceeded': {
    zh: { title: '超出限额', text: '这笔付款超出了限额，没有扣款。请换一种方式付款。' },
    en: {
      title: 'Above a limit',
      text: 'This payment is above a limit, and nothing was charged. Please pay another way.',
    },
  },
  declined: {
    zh: { title: '付款未成功', text: '这笔付款被拒绝，没有扣款。请换一种方式付款。' },
    en: {
      title: 'The payment was declined',
      text: 'This payment was declined, and nothing was charged. Please pay another way.',
    },
  },
  'start-over': {
    zh: { title: '操作已过期', text: '这一步已过期或已关闭。请返回订单，查看状态后重新开始。' },
    en: {
      title: 'This has expired',
      text: 'This step has expired or was closed. Please go back to your order, see how it stands, and begin again.',
    },
  },
  'next-step': {
    zh: { title: '还有一步未完成', text: '需要先完成另一步才能继续。请返回订单查看。' },
    en: {
      title: 'One more step',
      text: 'Another step has to be done first. Please go back to your order.',
    },
  },
  'refund-refused': {
    zh: { title: '无法退款', text: '这笔退款与原付款不符，未被接受。请核对退款金额和订单。' },
    en: {
      title: 'The refund was not accepted',
      text: 'This refund does not fit the payment. Please check its amount and the order.',
    },
  },
  'not-found': {
    zh: {
      title: '尚无此交易',
      text: '支付平台暂未查到这笔交易。如果您已付款，请不要重复付款，过几分钟再查看订单。',
    },
    en: {
      title: 'No such transaction yet',
      text: 'The payment service knows no such transaction yet. If you have paid, please do not pay again, and look at your order in a few minutes.',
    },
  },
  'not-sent': {
    zh: {
      title: '暂时无法连接',
      text: '暂时无法连接支付平台，这次请求没有发出。请先查看订单状态，稍后再试。',
    },
    en: {
      title: 'Not reachable at the moment',
      text: 'The payment service cannot be reached, and this request was not sent. Please see how your order stands, and try again later.',
    },
  },
  'try-later': {
    zh: { title: '请稍后再试', text: '支付平台暂时无法处理。请先查看订单状态，稍后再试。' },
    en: {
      title: 'Please try again later',
      text: 'The payment service could not do this at the moment. Please see how your order stands, and try again later.',
    },
  },
  'shop-fault': {
    zh: { title: '暂时无法处理', text: '商家暂时无法处理这项请求。请先查看订单状态，或联系商家。' },
    en: {
      title: 'This did not work',
      text: 'The shop cannot do this at the moment. Please see how your order stands, or contact the shop.',
    },
  },
};
