// One payment, one notification and one merchant for all measurements.
import { generateKeyPairSync } from 'node:crypto';

import { signNotification } from '../../dist/testing/index.js';

export const OID_PARTNER = '201304121000001004';

/** @param {1024 | 2048} bits */
export function keyPair(bits) {
  const pair = generateKeyPairSync('rsa', { modulusLength: bits });
  return {
    ...pair,
    privatePem: pair.privateKey.export({ type: 'pkcs1', format: 'pem' }),
    publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }),
  };
}

/** A key without its PEM frame, in one line. */
export function bare(pem) {
  return pem.replace(/-----[^-]+-----|\s/g, '');
}

/** The options of a module whose merchant has this key. */
export function optionsWith(merchant, lianlian, more = {}) {
  return {
    oidPartner: OID_PARTNER,
    privateKey: merchant.privatePem,
    lianlianPublicKey: lianlian.publicPem,
    notifyUrl: 'https://shop.example/payments/notify',
    returnUrl: 'https://shop.example/payments/return',
    busiPartner: '109001',
    ...more,
  };
}

/** A payment by form: 25 fields with those that the module fills in. */
export const FORM_REQUEST = {
  user_id: 'u-1',
  no_order: '20140528090000000001',
  dt_order: '20140528163556',
  name_goods: '羽毛球',
  info_order: '蓝色，三只装',
  money_order: '210.97',
  url_order: 'https://shop.example/orders/20140528090000000001',
  userreq_ip: '122.11.37.211',
  valid_order: '30',
  col_userid: 'u-2',
  shareing_data: [{ account: 'u-3', type: '0', amount: '10.00', description: '佣金' }],
  buyer_confirm_valid: '10',
  seller_send_valid: '10',
  id_no: '110101199003070000',
  acct_name: '王小明',
  bank_code: '01020000',
  pay_type: '1',
  risk_item: {
    frms_ware_category: '1009',
    user_info_mercht_userno: 'u-1',
    user_info_bind_phone: '13958069593',
    user_info_dt_register: '20131030122130',
    goods_name: '羽毛球',
  },
};

/** A payment from server to server. */
export const CALL_REQUEST = {
  pay_type: 'I',
  user_id: 'u-1',
  no_order: '20140528090000000001',
  dt_order: '20140528163556',
  name_goods: '羽毛球',
  info_order: '蓝色，三只装',
  money_order: '210.97',
  risk_item: {
    ...FORM_REQUEST.risk_item,
    frms_client_chnl: '13',
    frms_ip_addr: '122.11.37.211',
    frms_mac_addr: '00-16-3E-00-00-01',
  },
};

/** A notification as LianLian sends it: 12 fields. */
export function notificationFields(no_order = '20140528090000000001', oid_paybill = '2014052800001') {
  return {
    oid_partner: OID_PARTNER,
    dt_order: '20140528163556',
    no_order,
    oid_paybill,
    money_order: '210.97',
    result_pay: 'SUCCESS',
    settle_date: '20140528',
    info_order: '蓝色，三只装',
    pay_type: '2',
    bank_code: '01020000',
  };
}

/** The body of a signed notification. */
export function signedNotification(lianlian, no_order, oid_paybill) {
  return JSON.stringify(signNotification(notificationFields(no_order, oid_paybill), lianlian.privatePem));
}
