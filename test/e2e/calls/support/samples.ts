import type {
  AggregateDirectRequest,
  AggregateRedirectRequest,
  EasypayApplyRequest,
  EasypayH5RedirectRequest,
  EasypayVerifyRequest,
  EasypayWebRedirectRequest,
  ExchangeApplyRequest,
  ExchangeVerifyRequest,
  LianlianService,
  MpayApplyRequest,
  MpayBindApplyRequest,
  MpayVerifyRequest,
  RequestInput,
} from 'nestjs-lianlian';

import { OID_PARTNER } from '../../../support/merchant.js';

export const ORDER = {
  no_order: 'order-1',
  dt_order: '20261121120000',
  busi_partner: '109001',
  name_goods: '羽毛球',
  money_order: '49.95',
  user_id: 'u-1',
  risk_item: { frms_ware_category: '1009', user_info_bind_phone: '13958069593' },
} as const;

export const WECHAT_QR: RequestInput<AggregateDirectRequest> = { ...ORDER, pay_type: 'I' };

export const PAGE: RequestInput<AggregateRedirectRequest> = { ...ORDER, userreq_ip: '122.11.37.211' };

export const EASYPAY_PAGE: RequestInput<EasypayWebRedirectRequest> = { ...PAGE, pay_type: 'M' };

export const EASYPAY_PHONE_PAGE: RequestInput<EasypayH5RedirectRequest> = {
  ...ORDER,
  pay_type: 'M',
  app_request: '3',
};

export const CARD: RequestInput<EasypayApplyRequest> = {
  ...ORDER,
  pay_type: 'N',
  card_no: '6222021001116245702',
  acct_name: '张三丰',
  id_type: '0',
  id_no: '410782198912151334',
  bind_mob: '13958069594',
  cvv2: '739',
  vali_date: '2811',
};

export const SMS_STEP: RequestInput<EasypayVerifyRequest> = {
  no_order: 'order-1',
  dt_order: '20261121120000',
  money_order: '49.95',
  token: '4B4F7B9E2C5D4A61',
  verify_code: '804317',
};

export const MPAY_CARD: RequestInput<MpayApplyRequest> = { ...CARD, pay_type: '3' };

export const MPAY_BIND: RequestInput<MpayBindApplyRequest> = {
  user_id: 'u-1',
  pay_type: '3',
  card_no: '6222021001116245702',
  acct_name: '张三丰',
  id_type: '0',
  id_no: '410782198912151334',
  bind_mob: '13958069594',
  risk_item: { frms_ware_category: '1009' },
};

export const MPAY_SMS_STEP: RequestInput<MpayVerifyRequest> = {
  no_order: 'order-1',
  money_order: '49.95',
  token: '4B4F7B9E2C5D4A61',
  verify_code: '804317',
};

export const USD_CARD: RequestInput<ExchangeApplyRequest> = {
  ...{ ...CARD, bind_mob: '13958069594', pay_type: 'N' },
  currency_order: 'USD',
  currency_settle: 'USD',
};

export const USD_SMS_STEP: RequestInput<ExchangeVerifyRequest> = {
  user_id: 'u-1',
  no_order: 'order-1',
  token: '4B4F7B9E2C5D4A61',
  verify_code: '804317',
};

export const PAYOUT = {
  no_order: 'p-1',
  flag_card: 'personal',
  money_order: '49.95',
  dt_order: '20260801225714',
  card_no: '6222021001116245702',
  acct_name: '张三丰',
  info_order: '8月运费',
  memo: '运费',
  notify_url: 'https://shop.example/payout-notify',
} as const;

/** The calls whose repetition could pay twice, with a success for each. */
export const PAYING_CALLS = [
  ['a WeChat payment', (lianlian: LianlianService) => lianlian.aggregateDirect.pay(WECHAT_QR)],
  ['a card payment', (lianlian: LianlianService) => lianlian.easypayDirect.apply(CARD)],
  ['an SMS code', (lianlian: LianlianService) => lianlian.easypayDirect.verify(SMS_STEP)],
  ['an SMS code of MPAY', (lianlian: LianlianService) => lianlian.mpay.verify(MPAY_SMS_STEP)],
  ['a payment in a foreign currency', (lianlian: LianlianService) => lianlian.exchange.apply(USD_CARD)],
  ['its SMS code', (lianlian: LianlianService) => lianlian.exchange.verify(USD_SMS_STEP)],
] as const;

/** Those whose request travels encrypted. */
export const ENCRYPTED_PAYING_CALLS = [
  ['an MPAY payment', (lianlian: LianlianService) => lianlian.mpay.apply(MPAY_CARD)],
] as const;

/** The calls that change nothing. */
export const QUERIES = [
  [
    'a query of an aggregate payment',
    (lianlian: LianlianService) => lianlian.aggregateQuery.query({ no_order: 'order-1' }),
  ],
  [
    'a query of a card payment',
    (lianlian: LianlianService) =>
      lianlian.easypayQuery.query({ no_order: 'order-1', dt_order: '20261121120000' }),
  ],
  ['a query of an MPAY payment', (lianlian: LianlianService) => lianlian.mpay.query({ no_order: 'order-1' })],
  [
    'a query of a payment in a foreign currency',
    (lianlian: LianlianService) => lianlian.exchange.query({ no_order: 'order-1' }),
  ],
] as const;

/** The fields of a success that every API's response may have. */
export const SUCCESS = {
  ret_code: '0000',
  ret_msg: '交易成功',
  oid_partner: OID_PARTNER,
  no_order: 'order-1',
  money_order: '49.95',
} as const;
