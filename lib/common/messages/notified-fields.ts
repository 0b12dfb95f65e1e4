/**
 * The fields of LianLian's notifications and returns, as its documents list them.
 *
 * What is signed has no escaping, so a value that holds `&<name>=` with one of these names could be read as that
 * field: neither a request nor a notification may have one.
 */
export const NOTIFIED_FIELDS = [
  'oid_partner',
  'sign_type',
  'no_order',
  'dt_order',
  'oid_paybill',
  'money_order',
  'result_pay',
  'settle_date',
  'info_order',
  'pay_type',
  'bank_code',
  'no_agree',
  'id_type',
  'id_no',
  'acct_name',
  'card_no',
  'ret_code',
  'ret_msg',
  'no_refund',
  'dt_refund',
  'money_refund',
  'oid_refundno',
  'sta_refund',
  'money_foreign_refund',
  'rate_id',
  'rate',
  'exchange_bankcode',
  'currency_order',
  'currency_settle',
  'currency_sellte',
  'money_settle',
  'money_sellte',
  'currency_pay',
  'money_pay',
  'exchange_rate',
] as const;
