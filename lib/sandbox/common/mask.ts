import type { SignableFields } from '../../wire/signature.js';

/** Fields that no log, record or page shows. */
const SECRETS = new Set([
  'card_no',
  'cvv2',
  'vali_date',
  'id_no',
  'acct_name',
  'name_user',
  'bind_mob',
  'verify_code',
  'token',
  'no_agree',
  'openid',
]);

/** Members of `risk_item` that tell about a person. */
const PERSONAL =
  /("[^"]*(?:phone|full_name|id_no|idcard|passenger|mail|addr)[^"]*"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|[^,{}[\]\s]+)/g;

/** The fields with secret values as `***`. */
export function masked(fields: SignableFields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (SECRETS.has(name)) return [name, '***'];
      return [name, name === 'risk_item' ? value.replace(PERSONAL, '$1"***"') : value];
    }),
  );
}

/** A card number with its first six and last four digits; of a shorter number nothing is left. */
export function maskedCard(cardNumber: string): string {
  const hidden = cardNumber.length - 10;
  if (hidden < 3) return '*'.repeat(cardNumber.length);
  return `${cardNumber.slice(0, 6)}${'*'.repeat(hidden)}${cardNumber.slice(-4)}`;
}
