import { leftOut, MADE_UP, misprinted, NUMBER_FOR_TIME, type Sample } from './sample.js';

/** Samples of calls from server to server that make or take a payment. */

const CARD = {
  acct_name: MADE_UP.name,
  bank_code: '01020000',
  bind_mob: MADE_UP.phone,
  card_no: MADE_UP.cardNumber,
  id_no: MADE_UP.idNumber,
  id_type: '0',
};

const AUTHORIZATION = {
  user_id: '20130515094013',
  pay_type: 'F',
  oid_paybill: '2013051416009982',
  money_order: '1000',
};
const OLD_AUTHORIZATION = {
  ...AUTHORIZATION,
  api_verion: '2.1',
  'no_order ': '2013051500001',
  'dt_order ': '20141231010101',
};
const OLD_AUTHORIZATION_FAULTS = {
  faults: [
    misprinted('api_verion', 'api_version'),
    misprinted('no_order ', 'no_order'),
    misprinted('dt_order ', 'dt_order'),
    leftOut('dt_order'),
  ],
  mended: {
    api_verion: undefined,
    'no_order ': undefined,
    'dt_order ': undefined,
    no_order: '2013051500001',
    dt_order: '20141231010101',
  },
};
const NEW_AUTHORIZATION = {
  ...AUTHORIZATION,
  api_verion: '1.0',
  dt_order: '2013051500001',
  no_order: '2013051500001',
};
const NEW_AUTHORIZATION_FAULTS = {
  faults: [misprinted('api_verion', 'api_version'), NUMBER_FOR_TIME],
  mended: { api_verion: undefined, dt_order: '20141231010101' },
};

export const CALL_SAMPLES: readonly Sample[] = [
  {
    api: 'easypay.apply',
    edition: 'old',
    source: 'Easy Payment Direct Apply API',
    fields: {
      ...CARD,
      api_version: '1.0',
      busi_partner: '101001',
      client_chnl: '18',
      cvv2: '211',
      dt_order: '20150805172633',
      info_order: '商品名称',
      money_order: '10',
      name_goods: '表',
      no_order: '20150805172633650',
      notify_url: 'http://payhttp.xiaofubao.com/***/back.shtml',
      pay_type: 'M',
      risk_item: '{"frms_client_chnl":"13","frms_is_real_name":"1","type_pay":"2"}',
      user_id: '201310102000003524',
      vali_date: '2016',
      valid_order: '10080',
    },
  },
  {
    api: 'easypay.apply',
    edition: 'new',
    source: 'Easypay Apply Direct API',
    fields: {
      ...CARD,
      api_version: '1.0',
      dt_order: '20150911145230',
      time_stamp: '20130515094013',
      no_order: '2013051500001',
      busi_partner: '101001',
      name_goods: '表',
      info_order: `用户${MADE_UP.phone}购买羽毛球3桶`,
      money_order: '31.68',
      client_chnl: '13',
      notify_url: 'http://payhttp.xiaofubao.com/***/back.shtml',
      valid_order: '10080',
      pay_type: 'M',
      vali_date: '1402',
      cvv2: '221',
      risk_item:
        '{"frms_ware_category":"2009","user_info_mercht_userno":"123456","user_info_dt_register":"20141015165530"}',
    },
    faults: [leftOut('user_id')],
    mended: { user_id: '123456' },
  },
  {
    api: 'easypay.verify',
    edition: 'old',
    source: 'Easy Payment Direct Verify API',
    fields: {
      token: 'D096DBA0E3E0CC8F1D504C06E71D292D',
      no_order: '2013051500001',
      oid_paybill: '2013051613121201',
      money_order: '210.97',
      verify_code: '666666',
    },
  },
  {
    api: 'easypay.verify',
    edition: 'new',
    source: 'Easypay Verify Direct API',
    fields: {
      no_order: '2013051500001',
      money_order: '31.68',
      token: '4a08441e066f06e65f902a5993a307c4',
      verify_code: '123456',
    },
  },
  {
    api: 'preauth.capture',
    edition: 'old',
    source: 'Authorization Capture API',
    fields: OLD_AUTHORIZATION,
    ...OLD_AUTHORIZATION_FAULTS,
  },
  {
    api: 'preauth.capture',
    edition: 'new',
    source: 'Pre-authorized capture API',
    fields: NEW_AUTHORIZATION,
    ...NEW_AUTHORIZATION_FAULTS,
  },
  {
    api: 'preauth.cancel',
    edition: 'old',
    source: 'Authorization Void API',
    fields: OLD_AUTHORIZATION,
    ...OLD_AUTHORIZATION_FAULTS,
  },
  {
    api: 'preauth.cancel',
    edition: 'new',
    source: 'Pre-authorized cancel API',
    fields: NEW_AUTHORIZATION,
    ...NEW_AUTHORIZATION_FAULTS,
  },
  {
    api: 'unified.create',
    edition: 'new',
    source: 'Payment creation direct API',
    fields: {
      api_version: '1.0',
      time_stamp: '20170824102755',
      platform: '201707041000000000',
      user_id: 'userid000001',
      busi_partner: '101001',
      no_order: '4d80a9b351f8b167a661c84dc013e927',
      dt_order: '20170824102755',
      name_goods: '话费充值',
      money_order: '598.35',
      notify_url: 'https://www.*****.com/notify.do',
      risk_item: `{"user_info_bind_phone":"${MADE_UP.phone}","user_info_dt_register":"20131030122130","risk_state":"1","frms_ware_category ":"1009"}`,
      flag_pay_product: '1',
      flag_chnl: '2',
      'bank_code ': '0100000',
    },
    faults: [misprinted('bank_code ', 'bank_code')],
    mended: { 'bank_code ': undefined },
  },
  {
    api: 'unified.create',
    edition: 'demo',
    source: 'LLP-YT-Java: PayServerApiPayCreateBillDemo',
    fields: {
      api_version: '1.0',
      time_stamp: '20261128120000',
      user_id: 'LLianPay-YT-Test-12345',
      busi_partner: '101001',
      no_order: 'LLianPayYT20261128120000',
      dt_order: '20261128120000',
      name_goods: '西瓜',
      money_order: '10.00',
      notify_url: 'https://test.lianlianpay.com/notify',
      url_return: 'https://open.lianlianpay.com/docs/accp/accpstandard/accp-overview.html',
      risk_item: `{"frms_ware_category":"4007","goods_name":"西瓜","user_info_mercht_userno":"LLianPay-YT-Test-12345","user_info_dt_register":"20220823101239","user_info_bind_phone":"${MADE_UP.phone}","user_info_full_name":"连连测试","user_info_id_no":"","user_info_identify_state":"0","user_info_identify_type":"4","user_info_id_type":"0","frms_client_chnl":" H5","frms_ip_addr":"127.0.0.1","user_auth_flag":"1"}`,
      flag_pay_product: '0',
      flag_chnl: '3',
    },
  },
];
