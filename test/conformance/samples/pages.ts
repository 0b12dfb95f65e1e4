import { leftOut, MADE_UP, placeholder, REAL_IP, REAL_URL, type Sample } from './sample.js';

/** Samples of the pages that the payer's browser posts to. */

const PLACEHOLDERS = [placeholder('notify_url', 'webUrl'), placeholder('url_return', 'webUrl')];

/** The same form in both editions of the aggregate page and, with another address, of online banking. */
const ORDER_FORM = {
  version: '1.0',
  user_id: '111111',
  busi_partner: '101001',
  no_order: '2013099129111111',
  dt_order: '20130224120224',
  name_goods: 'test item',
  info_order: 'some info',
  money_order: '49.95',
  notify_url: 'http://domain:port/notify',
  url_return: 'http://domain:port/return',
  userreq_ip: '*_*_*_*',
  risk_item: `{"user_info_bind_phone":"${MADE_UP.phone}","user_info_dt_register":"20131030122130","frms_ware_category":"1009","request_imei":211,"request_imsi":121121,"request_ip":"192.168.20.110"}`,
  url_order: 'http://domain:port/orderUrl',
};
const ORDER_FORM_FAULTS = {
  faults: [...PLACEHOLDERS, placeholder('userreq_ip', 'payerIp'), placeholder('url_order', 'webUrl')],
  mended: { notify_url: REAL_URL, url_return: REAL_URL, url_order: REAL_URL, userreq_ip: REAL_IP },
};

const WEB_FORM = {
  version: '1.0',
  user_id: '111111',
  timestamp: '20180301175839',
  busi_partner: '101001',
  no_order: '2013099129111111',
  dt_order: '20130224120224',
  name_goods: '测试商品',
  info_order: '测试商品信息',
  money_order: '49.95',
  notify_url: 'http://domain:port/notify',
  url_return: 'http://domain:port/return',
  userreq_ip: '*.*.*.*',
  pay_type: 'M',
};
const WEB_FORM_FAULTS = {
  faults: [...PLACEHOLDERS, placeholder('userreq_ip', 'payerIp'), leftOut('risk_item')],
  mended: {
    notify_url: REAL_URL,
    url_return: REAL_URL,
    userreq_ip: '122.11.37.211',
    risk_item: { frms_ware_category: '1009' },
  },
};

const H5_FORM = {
  dt_order: '20130515094013',
  no_order: '2013051500001',
  busi_partner: '101001',
  name_goods: '羽毛球',
  info_order: `用户${MADE_UP.phone}购买羽毛球3桶`,
  money_order: '210.97',
  notify_url: 'http://.../notify_url.shtml',
  url_return: 'http://.../return_url.htm',
  back_url: 'http://.../back_url.htm',
  risk_item:
    '{"frms_ware_category":"2009","user_info_mercht_userno":"123456","user_info_dt_register":"20141015165530","user_info_full_name":"张三","user_info_id_no":"1101011900010112345","user_info_identify_type":"1","user_info_identify_state":"1"}',
  valid_order: '30',
};
const H5_FORM_FAULTS = {
  faults: [leftOut('user_id'), leftOut('app_request'), leftOut('pay_type')],
  mended: { user_id: '111111', app_request: '3', pay_type: 'M' },
};

/** What LLP-ExpressPay-Java and LLP-ExpressPay-dotnet post to the address of online banking without a card. */
const EXPRESS_FORM = {
  version: '1.0',
  user_id: 'u-1',
  busi_partner: '101001',
  no_order: '20261128120000',
  dt_order: '20261128120000',
  name_goods: '羽毛球',
  info_order: '用户购买羽毛球',
  money_order: '0.01',
  notify_url: 'http://shop.example:8080/webdemo/notify.htm',
  url_return: 'http://shop.example:8080/webdemo/urlReturn.jsp',
  userreq_ip: '122.11.37.211',
  url_order: '',
  valid_order: '10080',
  timestamp: '20261128120000',
  risk_item: '{"frms_ware_category":"1999","user_info_full_name":"测试用户"}',
};
const EXPRESS_CARD = {
  id_type: '0',
  id_no: MADE_UP.idNumber,
  acct_name: MADE_UP.name,
  flag_modify: '1',
  card_no: MADE_UP.cardNumber,
  back_url: 'http://www.lianlianpay.com/',
};

export const PAGE_SAMPLES: readonly Sample[] = [
  {
    api: 'aggregate.redirect',
    edition: 'old',
    source: 'Aggregate Payment API',
    fields: ORDER_FORM,
    ...ORDER_FORM_FAULTS,
  },
  {
    api: 'aggregate.redirect',
    edition: 'new',
    source: 'Aggregate Web Redirect API',
    fields: ORDER_FORM,
    ...ORDER_FORM_FAULTS,
  },
  {
    api: 'onlineBanking.redirect',
    edition: 'new',
    source: 'Online banking: Request payment',
    fields: ORDER_FORM,
    ...ORDER_FORM_FAULTS,
  },
  ...(['old', 'new'] as const).flatMap((edition): Sample[] => [
    {
      api: 'easypay.webRedirect',
      edition,
      source: 'Easy Payment Web Redirect API',
      fields: WEB_FORM,
      ...WEB_FORM_FAULTS,
    },
    {
      api: 'easypay.h5Redirect',
      edition,
      source: 'Easy Payment H5 Redirect API',
      fields: H5_FORM,
      ...H5_FORM_FAULTS,
    },
  ]),
  {
    api: 'onlineBanking.redirect',
    edition: 'demo',
    source: 'LLP-ExpressPay-Java and LLP-ExpressPay-dotnet: plain payment',
    fields: EXPRESS_FORM,
  },
  {
    api: 'onlineBanking.redirect',
    edition: 'demo',
    source: 'LLP-ExpressPay-Java and LLP-ExpressPay-dotnet: payment with a card',
    fields: { ...EXPRESS_FORM, ...EXPRESS_CARD },
    faults: Object.keys(EXPRESS_CARD).map((property) => ({
      property,
      rule: 'unknownField',
      reason: 'Express Payment, another product at the address of online banking',
    })),
    mended: Object.fromEntries(Object.keys(EXPRESS_CARD).map((name) => [name, undefined])),
  },
];
