import { leftOut, MADE_UP, type Sample } from './sample.js';

/** Samples of MPAY, of payments in a foreign currency, and of the parameters for the app SDK. */

const PAYER = {
  acct_name: MADE_UP.name,
  bind_mob: MADE_UP.phone,
  card_no: MADE_UP.cardNumber,
  id_no: MADE_UP.idNumber,
};

/** Both pages of MPAY print this, with typographic quotes and an address without any. */
const NO_JSON = {
  risk_item: `{"user_info_bind_phone":"${MADE_UP.phone}","user_info_dt_register":"20131030122130","frms_ware_category ":"1009","request_imei”:211,"request_imsi”:121121,"request_ip”:192.168.20.110}`,
};
const NO_JSON_FAULT = { property: 'risk_item', rule: 'riskItem', reason: 'is no JSON' } as const;
const JSON_TEXT = '{"frms_ware_category":"1009","request_imei":211}';

const MPAY_ORDER = { no_order: '20180828153543', dt_order: '20180828153543' };
const MPAY_PAGE_URL = 'http://test.yintong.com.cn/help/notify.php';
const DEMO_USER = { user_id: 'LLianPay-YT-Test-12345', no_order: 'LLianPay-YT-20261128120000' };
const TOKEN = 'D096DBA0E3E0CC8F1D504C06E71D292D';

export const MPAY_AND_EXCHANGE_SAMPLES: readonly Sample[] = [
  {
    api: 'mpay.bindApply',
    edition: 'new',
    source: 'MPAY Card Bind Apply API',
    fields: {
      ...{ ...PAYER, ...MPAY_ORDER, ...NO_JSON },
      id_type: '0',
      notify_url: MPAY_PAGE_URL,
      pay_type: 'P',
      user_id: '20180828153543',
      vali_date: '2002',
    },
    faults: [NO_JSON_FAULT],
    mended: { risk_item: JSON_TEXT },
  },
  ...['LLP-YT-Java', 'LLP-YT-PHP'].map((program): Sample => ({
    api: 'mpay.bindApply',
    edition: 'demo',
    source: `${program}: BankCardBindDemo`,
    fields: {
      ...{ ...PAYER, ...DEMO_USER },
      notify_url: 'https://test.lianlianpay/notify',
      dt_order: '20261128120000',
      pay_type: '2',
      id_type: '0',
    },
  })),
  {
    api: 'mpay.bindVerify',
    edition: 'new',
    source: 'MPAY Card Bind Verify API',
    fields: { token: TOKEN, user_id: '2013051500001', verify_code: '666666' },
  },
  {
    api: 'mpay.bindVerify',
    edition: 'demo',
    source: 'LLP-YT-Java: BankCardBindDemo',
    fields: { ...DEMO_USER, token: 'ce40a0c2e72964cc25e1dcd4e47e62c1', verify_code: '666666' },
  },
  {
    api: 'mpay.apply',
    edition: 'new',
    source: 'MPAY Apply Direct API',
    fields: {
      ...{ ...PAYER, ...MPAY_ORDER, ...NO_JSON },
      busi_partner: '101001',
      cvv2: '222',
      money_order: '55.44',
      name_goods: '点读机',
      notify_url: MPAY_PAGE_URL,
      user_id: '20180828153543',
      vali_date: '2002',
      valid_order: '10080',
    },
    faults: [NO_JSON_FAULT, leftOut('pay_type'), { ...leftOut('id_type'), rule: 'requiredWhen' }],
    mended: { risk_item: JSON_TEXT, pay_type: '3', id_type: '0' },
  },
  {
    api: 'mpay.apply',
    edition: 'demo',
    source: 'LLP-YT-Java: BankCardPayDemo',
    fields: {
      ...DEMO_USER,
      busi_partner: '101001',
      dt_order: '20261128120000',
      name_goods: '西瓜',
      money_order: '0.01',
      notify_url: 'https://test.lianlianpay/notify',
      valid_order: 120,
      risk_item: `{"frms_ware_category":"4007","goods_name":"西瓜","user_info_mercht_userno":"LLianPay-YT-Test-12345","user_info_dt_register":"20220823101239","user_info_bind_phone":"${MADE_UP.phone}","user_info_full_name":"连连测试","user_info_id_no":"","user_info_identify_state":"0","user_info_identify_type":"4","user_info_id_type":"0","frms_client_chnl":" H5","frms_ip_addr":"127.0.0.1","user_auth_flag":"1"}`,
      pay_type: '2',
      no_agree: MADE_UP.agreement,
    },
  },
  {
    api: 'mpay.verify',
    edition: 'demo',
    source: 'LLP-YT-Java: BankCardPayDemo',
    fields: {
      no_order: DEMO_USER.no_order,
      money_order: '0.01',
      token: 'ce40a0c2e72964cc25e1dcd4e47e62c1',
      verify_code: '123456',
    },
  },
  {
    api: 'mpay.verify',
    edition: 'new',
    source: 'MPAY Verify Direct API',
    fields: {
      money_order: '55.44',
      no_order: '20180828153543',
      token: 'E4A27991786F7114DCAF88C266A465C2',
      verify_code: '123456',
    },
  },
  {
    api: 'mpay.query',
    edition: 'new',
    source: 'MPAY Payment Result Query API',
    fields: { dt_order: '20130515094013', no_order: '2013051500001' },
  },
  {
    api: 'exchange.apply',
    edition: 'new',
    // Without a comma after its time_stamp, so that it is no JSON either.
    source: 'Exchange Payment Apply API',
    fields: {
      ...PAYER,
      dt_order: '20130515094013',
      time_stamp: '20130515094013',
      no_order: '2013051500001',
      busi_partner: '101001',
      name_goods: '羽毛球',
      info_order: `用户${MADE_UP.phone}购买羽毛球3桶`,
      money_order: '31.68',
      currency_order: 'USD',
      currency_settle: 'USD',
      notify_url: 'http://payhttp.xiaofubao.com/***/back.shtml',
      valid_order: '30',
      pay_type: 'D',
      bank_code: '01020000',
      vali_date: '1402',
      cvv2: '627',
      id_type: '0',
    },
    faults: [leftOut('user_id'), leftOut('risk_item')],
    mended: { user_id: '2013051500001', risk_item: { frms_ware_category: '1009' } },
  },
  {
    api: 'exchange.verify',
    edition: 'new',
    source: 'Exchange Payment Verify API',
    fields: {
      no_order: '2013051500001',
      api_version: '1.0',
      verify_code: '222222',
      token: TOKEN,
      user_id: '01020000',
      time_stamp: '20130515094137',
    },
  },
  {
    api: 'exchange.query',
    edition: 'new',
    source: 'Exchange Payment Result Query API',
    fields: { no_order: '2013051500001' },
  },
  {
    api: 'easypay.mobile',
    edition: 'old',
    source: 'Easy Payment Mobile',
    fields: {
      dt_order: '20130515094013',
      no_order: '2013051500001',
      busi_partner: '101001',
      name_goods: '羽毛球',
      info_order: `用户${MADE_UP.phone}购买羽毛球3桶`,
      money_order: '210.97',
      notify_url: 'http://.../notify_url.shtml',
      pay_type: '2',
      bank_code: '01020000',
      force_bank: '1',
      valid_order: '30',
    },
    faults: [
      { property: 'pay_type', rule: 'choice', reason: 'the table of the same page has M and F' },
      ...['user_id', 'risk_item', 'id_type', 'id_no', 'acct_name'].map(leftOut),
    ],
    mended: {
      pay_type: 'M',
      user_id: '2013051500001',
      risk_item: '{"frms_ware_category":"1009"}',
      id_type: '0',
      id_no: MADE_UP.idNumber,
      acct_name: MADE_UP.name,
    },
  },
];
