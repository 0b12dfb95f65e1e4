import type { MessageFields } from '../common/message-signer.js';
import { bankName } from '../orders/banks.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { ResultPay } from '../orders/transaction.js';
import type { AdmittedRequest } from './api.js';
import type { SandboxServices } from '../services.js';

/** The transaction that a query asks for, if there is one. Orders in a foreign currency have a query of their own. */
export function queried(
  { merchant, fields }: AdmittedRequest,
  services: SandboxServices,
): LedgerEntry | undefined {
  const { oid_paybill, no_order, dt_order } = fields;
  return services.ledger.find({
    oid_partner: merchant.oidPartner,
    oid_paybill,
    no_order,
    dt_order,
    isExchange: false,
  });
}

/** The fields of a transaction that both queries return. */
export function queryFields(entry: LedgerEntry, services: SandboxServices): MessageFields {
  const isPaid = entry.result_pay === 'SUCCESS';
  return {
    no_order: entry.no_order,
    dt_order: entry.dt_order,
    oid_paybill: entry.oid_paybill,
    money_order: entry.money_order,
    result_pay: stateFields(entry, services).result_pay,
    settle_date: isPaid ? entry.settle_date : undefined,
    info_order: entry.info_order,
    pay_type: entry.paid_by,
    bank_code: entry.bank_code,
  };
}

/** What `query_version` 1.1 adds. */
export function extraFields(
  request: AdmittedRequest,
  entry: LedgerEntry,
  services: SandboxServices,
): MessageFields {
  if (request.fields['query_version'] !== '1.1') return {};
  return {
    bank_name: bankName(entry.bank_code),
    memo: stateFields(entry, services).memo,
  };
}

/** Where a transaction stands, and why it failed: closed is failed. */
export function stateFields(
  entry: LedgerEntry,
  { ledger }: SandboxServices,
): { readonly result_pay: ResultPay; readonly memo: string | undefined } {
  return ledger.isClosed(entry)
    ? { result_pay: 'FAILURE', memo: '交易已关闭' }
    : { result_pay: entry.result_pay, memo: entry.memo };
}
