import { leftOut, MADE_UP, misprinted, type Sample } from './sample.js';

/** Samples of payouts, of the merchant's balance, and of the lists of banks and branches. */

const RECEIVER = { card_no: MADE_UP.cardNumber, acct_name: MADE_UP.name, flag_card: '0' };

const NO_MEMO = {
  faults: [
    { ...leftOut('memo'), reason: 'the table of the page requires it, and the program leaves it out' },
  ],
  mended: { memo: '代付' },
};

/** The page and LLP-InstantPay-Java print the same payout, under two numbers. */
const PAYOUT = {
  ...RECEIVER,
  dt_order: '20170317165929',
  info_order: 'test测试10.00?',
  memo: '代付',
  money_order: '0.02',
  notify_url: 'http://10.20.41.35:8080/tradepayapi/receiveNotify.htm',
};

const CONFIRMATION = {
  api_version: '1.0',
  confirm_code: '137007',
  no_order: '20170208165924',
  notify_url: 'http://192.168.110.13:8080/test/tradepayapi/receiveNotify.htm',
};

const APPLY_SAMPLES: readonly Sample[] = [
  {
    api: 'payout.apply',
    edition: 'new',
    source: 'Instant Payment Apply API',
    fields: { ...PAYOUT, api_version: '1.1', no_order: '2013051500001', 'sign_type ': 'RSA' },
    faults: [{ ...misprinted('sign_type ', 'sign_type'), reason: 'a blank behind the name sign_type' }],
    mended: { 'sign_type ': undefined },
  },
  {
    api: 'payout.apply',
    edition: 'demo',
    source: 'LLP-InstantPay-Java: PaymentApiTest',
    fields: { ...PAYOUT, api_version: '1.0', no_order: '20170413165934' },
  },
  {
    api: 'payout.apply',
    edition: 'demo',
    source: 'LLP-YT-Java: PaymentDemo',
    fields: {
      ...RECEIVER,
      api_version: '1.1',
      no_order: 'LLianPayYT20261128120000',
      dt_order: '20261128120000',
      money_order: '100.00',
      bank_name: '中国平安银行',
      info_order: '测试付款',
      memo: '测试付款',
      notify_url: 'https://test.lianlianpay.com/notify',
    },
  },
  {
    api: 'payout.apply',
    edition: 'demo',
    source: 'LLP-InstantPay-PHP: llpaypayment',
    fields: {
      ...RECEIVER,
      api_version: '1.0',
      no_order: '20161128165916',
      dt_order: '20161128165916',
      money_order: '0.01',
      info_order: 'test测试',
      notify_url: 'http://192.168.110.11:8080/test/tradepayapi/receiveNotify.htm',
      platform: 'test.com',
    },
    ...NO_MEMO,
  },
  {
    api: 'payout.apply',
    edition: 'demo',
    source: 'LLP-InstantPay-dotnet: Program',
    fields: {
      ...RECEIVER,
      api_version: '1.0',
      bank_name: '招商银行',
      no_order: '20261128120000',
      dt_order: '20261128120000',
      info_order: '打款',
      money_order: '0.01',
      notify_url: 'http://shop.example/notify_url.aspx',
      platform: 'jd.com',
    },
    ...NO_MEMO,
  },
];

export const PAYOUT_SAMPLES: readonly Sample[] = [
  ...APPLY_SAMPLES,
  {
    api: 'payout.confirm',
    edition: 'new',
    source: 'Instant Payment Confirm API',
    fields: CONFIRMATION,
  },
  {
    api: 'payout.confirm',
    edition: 'demo',
    source: 'LLP-InstantPay-Java: ConfirmPaymentApiTest',
    fields: CONFIRMATION,
  },
  {
    api: 'payout.query',
    edition: 'new',
    source: 'Instant Payment Result Query API',
    fields: { api_version: '1.0', no_order: '2013051500005', oid_paybill: '2013051613121201' },
  },
  {
    api: 'payout.query',
    edition: 'demo',
    source: 'LLP-InstantPay-Java: QueryApiTest',
    fields: { api_version: '1.0', no_order: '20170208165923' },
  },
  {
    api: 'payout.query',
    edition: 'demo',
    source: 'LLP-YT-Java: QueryPaymentDemo',
    fields: { api_version: '1.0', oid_paybill: '2013051613121201' },
  },
  {
    api: 'account.balance',
    edition: 'new',
    source: 'Balance Query API',
    fields: { api_version: '1.0' },
  },
  ...['LLP-YT-Java', 'LLP-YT-PHP'].map((program): Sample => ({
    api: 'account.balance',
    edition: 'demo',
    source: `${program}: TraderAcctQueryDemo`,
    fields: { api_version: '1.0' },
  })),
  {
    api: 'banks.supported',
    edition: 'demo',
    source: 'LLP-YT-Java: SupportBankQueryDemo',
    fields: { api_version: '1.0', product_type: '3', pay_chnl: '15' },
  },
  {
    api: 'banks.branches',
    edition: 'demo',
    source: 'LLP-YT-Java: PrcptcdQueryDemo',
    fields: { bank_code: '01020000', city_code: '540000', brabank_name: 'ceshi' },
  },
];
