import { isIPv4 } from 'node:net';
import { isBlank } from '../../../common/blank.js';
import type { Sentence } from '../../../diagnosis/signature-diagnosis.js';
import type { RawJsonObject } from '../../../wire/raw-json.js';
import { fenOfAmount, paddedAmount } from '../../common/amount.js';
import { isObject } from '../../common/input-rules.js';
import type { ApiRules, ApiSpec } from '../../data/data.js';
import { sentInstead, unknownNames } from '../sent-instead.js';
import { leniencyMessages } from './leniencies.messages.js';

/** A request as the documents want it, and what had to be overlooked for that. */
interface Overlooked {
  readonly message: RawJsonObject;
  readonly rules: ApiRules;
  readonly found: readonly Leniency[];
}

/** Something that LianLian takes, and its documents do not. */
export interface Leniency {
  readonly field: string;
  readonly warning: Sentence;
}

/** Fields that LianLian's own demo programs declare as numbers, and those that programs of merchants send as numbers. */
const NUMBERS = new Set([
  'offset',
  'user_id',
  'busi_partner',
  'money_order',
  'money_refund',
  'card_no',
  'flag_pay_product',
]);

/** Fields that working programs do not send, though the documents require them: by API, with what stands in for one. */
const DISPENSABLE: Readonly<
  Record<string, readonly { readonly field: string; readonly beside?: string }[] | undefined>
> = {
  'onlineBanking.redirect': [{ field: 'charset_name' }, { field: 'timestamp' }],
  'easypay.query': [{ field: 'dt_order' }],
  'mpay.query': [{ field: 'dt_order' }],
  'payout.apply': [{ field: 'memo' }, { field: 'info_order' }],
  'refund.query': [{ field: 'dt_refund', beside: 'oid_refundno' }],
};

/** Where LianLian's demo programs have a blank before the value. */
const RISK_KEY = 'frms_client_chnl';

/**
 * Overlooks what public programs send and LianLian takes. The signature was checked with what was sent; what is worked
 * with is as the documents want it.
 */
export function overlooked(spec: ApiSpec, rules: ApiRules, message: RawJsonObject): Overlooked {
  const found: Leniency[] = [];
  const rewritten = new Map<string, string>();
  for (const { name } of spec.request) {
    const isNumber = typeof message.values[name] === 'number';
    if (isNumber && !NUMBERS.has(name)) continue;
    const sent = message.texts[name] ?? '';
    const { wanted, warning } = asDocumented(rules.formats?.[name], name, sent);
    if (isNumber) found.push({ field: name, warning: leniencyMessages.jsonNumber(name) });
    if (warning !== undefined) found.push({ field: name, warning });
    if (isNumber || wanted !== sent) rewritten.set(name, wanted);
  }
  if (hasBlankAround(message.texts['risk_item'])) {
    found.push({ field: 'risk_item', warning: leniencyMessages.blankAround(RISK_KEY) });
  }
  const missing = (DISPENSABLE[spec.id] ?? []).filter(
    ({ field, beside }) =>
      isBlank(message.texts[field]) && (beside === undefined || !isBlank(message.texts[beside])),
  );
  const unknown = missing.length > 0 ? unknownNames(spec.id, message.texts) : [];
  for (const { field } of missing) found.push({ field, warning: missingWarning(field, unknown) });
  const notRequired = Object.fromEntries(missing.map(({ field }) => [field, false]));
  const texts = Object.fromEntries(rewritten);
  return {
    message: { values: { ...message.values, ...texts }, texts: { ...message.texts, ...texts } },
    rules: { ...rules, required: { ...rules.required, ...notRequired } },
    found,
  };
}

/** Of a field that is missing, with what was sent in its place. */
function missingWarning(field: string, unknown: readonly string[]): Sentence {
  const sent = sentInstead(field, unknown);
  return sent === undefined ? leniencyMessages.missing(field) : leniencyMessages.otherName(field, sent);
}

/** A text as the documents want it: amounts with two decimals, addresses with underscores. */
function asDocumented(
  format: string | undefined,
  field: string,
  sent: string,
): { readonly wanted: string; readonly warning?: Sentence } {
  const padded = format === 'amount' ? paddedAmount(sent) : sent;
  if (padded !== sent && fenOfAmount(padded) !== undefined) {
    return { wanted: padded, warning: leniencyMessages.decimals(field, sent, padded) };
  }
  if (format === 'ip_underscore' && isIPv4(sent)) {
    return { wanted: sent.replaceAll('.', '_'), warning: leniencyMessages.dots(field) };
  }
  return { wanted: sent };
}

function hasBlankAround(riskItem: string | undefined): boolean {
  try {
    const parsed: unknown = JSON.parse(riskItem ?? '');
    const value = isObject(parsed) ? parsed[RISK_KEY] : undefined;
    return typeof value === 'string' && value !== value.trim();
  } catch {
    return false;
  }
}
