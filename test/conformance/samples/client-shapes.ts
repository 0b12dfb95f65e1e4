import type { PATHS } from '../../e2e/sandbox/support/merchant.js';
import { MADE_UP } from './sample.js';

/** What a merchant's program may refer to: everything that the sandbox knows before the program calls. */
export interface KnownToLianlian {
  readonly oid_partner: string;
  readonly notify_url: string;
  /** `yyyyMMddHHmmss` in China. */
  readonly now: string;
  readonly order: { readonly no_order: string; readonly dt_order: string; readonly oid_paybill: string };
  readonly refund: { readonly no_refund: string; readonly dt_refund: string; readonly oid_refundno: string };
  readonly no_agree: string;
  /** A number that was not used yet. */
  readonly unused: string;
}

type Values = Readonly<Record<string, string | number>>;

/**
 * A request as a public program of a merchant sends it: values with their JSON types, blank ones included, the content
 * type, and how its language writes JSON. Every one has `oid_partner` and `sign_type`, too. Signatures are RSA here,
 * where some of the programs use MD5.
 */
export interface ClientShape {
  readonly client: string;
  readonly language: 'Java' | 'C#' | 'PHP' | 'Python' | 'Node' | 'Ruby';
  readonly call: keyof typeof PATHS;
  readonly values: (known: KnownToLianlian) => Values;
  /** `application/json;charset=UTF-8`, unless told otherwise; null sends none. */
  readonly contentType?: string | null | undefined;
  /** The `ret_code` of LianLian's response: `0000`, unless told otherwise. */
  readonly ret_code?: string | undefined;
  /** How the values are written; JSON without blanks, unless told otherwise. */
  readonly write?: ((values: Values) => string) | undefined;
}

/** Python's `json.dumps`: a blank after each separator, and nothing but ASCII. */
function asPython(values: Values): string {
  const members = Object.entries(values).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  return asciiOnly(`{${members.join(', ')}}`);
}

/** PHP's `json_encode` without flags: slashes escaped, and nothing but ASCII. */
function asPhp(values: Values): string {
  return asciiOnly(JSON.stringify(values)).replaceAll('/', '\\/');
}

function asciiOnly(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** fastjson in Java: members in the order of their names. */
function asFastjson(values: Values): string {
  return JSON.stringify(Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))));
}

const numbered = ({ unused, now, notify_url }: KnownToLianlian): Values => ({
  no_order: unused,
  dt_order: now,
  notify_url,
});
const ORDER = { user_id: 'u-1', busi_partner: '101001', name_goods: '西瓜', money_order: '10.00' };
/** What programs send to the page for payments by card that online banking shares its address with. */
const expressPage = (known: KnownToLianlian, userreq_ip: string): Values => ({
  version: '1.0',
  ...ORDER,
  ...numbered(known),
  timestamp: known.now,
  userreq_ip,
  info_order: '用户购买西瓜',
  url_return: 'http://shop.example:8080/webdemo/urlReturn.jsp',
  url_order: '',
  valid_order: '10080',
  risk_item: '{"frms_ware_category":"1999","user_info_full_name":"测试用户"}',
});
/** The `ret_code` about a user who has no card of that kind. */
const NO_CARDS = '3011';
const BOUND_CARD = { user_id: 'u-1', pay_type: 'M' };

export const CLIENT_SHAPES: readonly ClientShape[] = [
  {
    client: 'LLP-YT-Java',
    language: 'Java',
    call: 'easypayQuery',
    values: (known) => ({
      no_order: known.order.no_order,
      dt_order: known.order.dt_order,
      query_version: '1.0',
    }),
    write: asFastjson,
  },
  {
    client: 'LLP-YT-Java',
    language: 'Java',
    call: 'refundQuery',
    values: (known) => ({ oid_refundno: known.refund.oid_refundno }),
    write: asFastjson,
  },
  {
    client: 'LLP-YT-Java',
    language: 'Java',
    call: 'refund',
    values: (known) => ({
      no_refund: known.unused,
      dt_refund: known.now,
      money_refund: '1.00',
      oid_paybill: known.order.oid_paybill,
      notify_url: known.notify_url,
    }),
    write: asFastjson,
  },
  {
    client: 'LLP-YT-Java',
    language: 'Java',
    call: 'cards',
    ret_code: NO_CARDS,
    values: () => ({ user_id: 'LLianPay-YT-Test-12345', offset: 0 }),
    write: asFastjson,
  },
  {
    client: 'LLP-YT-Java',
    language: 'Java',
    call: 'bin',
    values: () => ({ card_no: MADE_UP.cardNumber }),
    write: asFastjson,
  },
  {
    client: 'LLP-YT-Java',
    language: 'Java',
    call: 'unified',
    values: (known) => ({
      ...ORDER,
      ...numbered(known),
      api_version: '1.0',
      time_stamp: known.now,
      url_return: 'https://open.lianlianpay.com/docs/accp/accpstandard/accp-overview.html',
      risk_item: `{"frms_ware_category":"4007","goods_name":"西瓜","user_info_mercht_userno":"LLianPay-YT-Test-12345","user_info_dt_register":"20220823101239","user_info_bind_phone":"${MADE_UP.phone}","user_info_id_no":"","frms_client_chnl":" H5","frms_ip_addr":"127.0.0.1","user_auth_flag":"1"}`,
      flag_pay_product: '0',
      flag_chnl: '3',
    }),
    write: asFastjson,
  },
  {
    client: 'LLP-Java-SDK',
    language: 'Java',
    call: 'easypayQuery',
    values: (known) => ({ no_order: known.order.no_order, query_version: '1.1' }),
    write: asFastjson,
  },
  {
    client: 'LLP-ExpressPay-Java',
    language: 'Java',
    call: 'banking',
    values: (known) => expressPage(known, '122_11_37_211'),
  },
  {
    client: 'a shop in Java whose amounts are Double.toString',
    language: 'Java',
    call: 'unified',
    values: (known) => ({
      ...numbered(known),
      api_version: '1.0',
      time_stamp: known.now,
      user_id: '1001',
      busi_partner: '109001',
      money_order: '10.0',
      risk_item: `{"frms_ware_category":"1001","user_info_mercht_userno":"1001","user_info_bind_phone":"${MADE_UP.phone}","frms_client_chnl":"16","frms_ip_addr":"127.0.0.1","user_auth_flag":"1","repay_auth_flag":"1"}`,
      flag_pay_product: '0',
      flag_chnl: '3',
    }),
    write: asFastjson,
  },
  {
    client: 'a shop in Java that sends its version with each query',
    language: 'Java',
    call: 'cards',
    ret_code: NO_CARDS,
    values: () => ({
      version: '1.0',
      user_id: 'u-1',
      pay_type: 'D',
      card_no: MADE_UP.cardNumber,
      offset: '0',
    }),
  },
  {
    client: 'LLP-ExpressPay-dotnet',
    language: 'C#',
    call: 'banking',
    values: (known) => expressPage(known, '122.11.37.211'),
  },
  {
    client: 'Essensoft.AspNetCore.Payment.LianLianPay',
    language: 'C#',
    call: 'banking',
    values: (known) => ({
      ...expressPage(known, '122_11_37_211'),
      id_type: '0',
      id_no: MADE_UP.idNumber,
      acct_name: MADE_UP.name,
      flag_modify: '1',
      card_no: MADE_UP.cardNumber,
      back_url: 'https://shop.example/back',
    }),
  },
  {
    client: 'Essensoft.AspNetCore.Payment.LianLianPay',
    language: 'C#',
    call: 'refund',
    values: (known) => ({
      no_refund: known.unused,
      dt_refund: known.now,
      money_refund: '1.00',
      no_order: known.order.no_order,
      dt_order: known.order.dt_order,
      oid_paybill: '',
      notify_url: known.notify_url,
    }),
  },
  {
    client: 'gymers/LianlianPay',
    language: 'PHP',
    call: 'easypayQuery',
    values: (known) => ({ no_order: known.order.no_order }),
  },
  {
    client: 'ethan/lianlianpay',
    language: 'PHP',
    call: 'easypayQuery',
    values: (known) => ({
      no_order: known.order.no_order,
      dt_order: known.order.dt_order,
      oid_paybill: '',
      query_version: '1.1',
    }),
    write: asPhp,
  },
  {
    client: 'zqhong/omnipay-lianlianpay',
    language: 'PHP',
    call: 'refundQuery',
    values: (known) => ({
      no_refund: known.refund.no_refund,
      dt_refund: known.refund.dt_refund,
      oid_refundno: known.refund.oid_refundno,
    }),
    write: asPhp,
  },
  {
    client: 'a payment gateway in PHP that rounds its amounts',
    language: 'PHP',
    call: 'refund',
    values: (known) => ({
      no_refund: `R${known.unused}`,
      dt_refund: known.now,
      money_refund: 1.5,
      oid_paybill: known.order.oid_paybill,
      notify_url: known.notify_url,
    }),
    write: asPhp,
  },
  {
    client: 'a payment gateway in PHP that rounds its amounts',
    language: 'PHP',
    call: 'unified',
    values: (known) => ({
      ...ORDER,
      ...numbered(known),
      api_version: '1.0',
      time_stamp: known.now,
      busi_partner: '109001',
      money_order: 12.5,
      risk_item: `{"frms_ware_category":"4016","user_info_bind_phone":"${MADE_UP.phone}","virtual_goods_status":"0","goods_count":1,"delivery_cycle":"48h"}`,
      flag_pay_product: '0',
      flag_chnl: '3',
    }),
    write: asPhp,
  },
  {
    client: 'a payment service in PHP on ThinkPHP',
    language: 'PHP',
    call: 'unified',
    values: (known) => ({
      ...numbered(known),
      api_version: '1.0',
      time_stamp: known.now,
      user_id: 'u-1',
      busi_partner: '101001',
      money_order: '0.1',
      risk_item: '{"frms_client_chnl":13,"frms_ip_addr":"222.212.186.171","user_auth_flag":1}',
      flag_pay_product: 2,
      flag_chnl: 2,
    }),
    write: asPhp,
  },
  {
    client: 'a shop in PHP on Laravel',
    language: 'PHP',
    call: 'cards',
    ret_code: NO_CARDS,
    values: () => ({ user_id: 6, offset: '0', pay_type: 'P' }),
  },
  {
    client: 'an application in PHP that posts with curl’s own content type',
    language: 'PHP',
    call: 'cards',
    ret_code: NO_CARDS,
    values: () => ({ offset: 1, pay_type: 'D', user_id: 6 }),
    contentType: 'application/x-www-form-urlencoded',
  },
  {
    client: 'a lender’s site in Python with requests',
    language: 'Python',
    call: 'cards',
    ret_code: NO_CARDS,
    values: () => ({ user_id: '7_测试', pay_type: 'D', offset: '0' }),
    contentType: null,
    write: asPython,
  },
  {
    client: 'a lender’s site in Python with requests',
    language: 'Python',
    call: 'unbind',
    values: (known) => ({ ...BOUND_CARD, no_agree: known.no_agree }),
    contentType: null,
    write: asPython,
  },
  {
    client: 'kaolalicai/wapllpay',
    language: 'Node',
    call: 'easypayQuery',
    values: (known) => ({ no_order: known.order.no_order }),
    contentType: null,
  },
  {
    // None in Ruby is public: this is what its json and net/http make of an order, with their own content type.
    client: 'Ruby’s standard library',
    language: 'Ruby',
    call: 'direct',
    values: (known) => ({
      ...ORDER,
      ...numbered(known),
      ...{ pay_type: 'I', user_id: 7, money_order: 210.9, risk_item: '{"frms_ware_category":"1009"}' },
    }),
    contentType: 'application/x-www-form-urlencoded',
  },
];
