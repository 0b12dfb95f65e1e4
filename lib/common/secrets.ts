import { isPlainObject } from './record-without-prototype.js';

/**
 * Fields that never show in a log, an error or an inspected object: card data, personal data, one-time codes,
 * and tokens that pay. The text fields that carry other fields inside (`risk_item`, `req_data`, `res_data`)
 * are covered whole.
 */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'card_no',
  'cvv2',
  'vali_date',
  'id_no',
  'acct_name',
  'name_user',
  'bind_mob',
  'bind_mobile',
  'verify_code',
  'token',
  'no_agree',
  'openid',
  'risk_item',
  'req_data',
  'res_data',
  'agreement_list',
  'aggrement_list',
  'gateway_url',
]);

/** Stands in the place of a secret. */
export const MASK = '[masked]';

/** How deep a copy for printing goes: the fields of a form are one level down, those of `payLoad` too. */
const MAX_DEPTH = 4;

/** Whether a field of this name never shows. */
export function isSecret(name: string): boolean {
  return SECRET_FIELDS.has(name);
}

/** A copy for printing, with the values of secret fields replaced. */
export function masked(fields: object, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => {
      if (SECRET_FIELDS.has(name) && value !== undefined) return [name, MASK];
      return [name, isPlainObject(value) && depth < MAX_DEPTH ? masked(value, depth + 1) : value];
    }),
  );
}

/** The text without any of the fields' secret values: LianLian may repeat one, in a `ret_msg` for instance. */
export function withoutSecrets(text: string, fields: Readonly<Record<string, string>>): string {
  return (
    Object.entries(fields)
      .filter(([name]) => SECRET_FIELDS.has(name))
      .flatMap(([, value]) => [value, ...textsWithin(value)])
      .filter((secret) => secret.length > 1)
      // The longest first: a code that occurs within a card number must not leave the rest of it standing.
      .sort((a, b) => b.length - a.length)
      .reduce((clean, secret) => clean.replaceAll(spellingsOf(secret), MASK), text)
  );
}

/** The texts inside `risk_item` that may identify a person, not every `1` and `1009`. */
function textsWithin(value: string): string[] {
  const texts: string[] = [];
  if (!value.trimStart().startsWith('{')) return texts;
  try {
    JSON.parse(value, (_key, leaf: unknown) => {
      const text = typeof leaf === 'number' ? String(leaf) : leaf;
      if (typeof text === 'string' && (text.length > 4 || /[^\0-\x7f]/.test(text))) texts.push(text);
      return leaf;
    });
  } catch {
    // Not JSON: the value as a whole is all there is.
  }
  return texts;
}

/** Long numbers are often printed in groups of digits. */
function spellingsOf(secret: string): string | RegExp {
  return /^\d{8,}[\dXx]$/.test(secret) ? new RegExp([...secret].join('[ -]?'), 'g') : secret;
}
