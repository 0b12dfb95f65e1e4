import { createHmac, randomBytes, scrypt } from 'node:crypto';

import { fenOf } from '../../common/money.js';
import type { SignableFields } from '../../wire/signature.js';

/** What is filled in anew for every request, and says nothing of the payout. */
const OF_THE_REQUEST: readonly string[] = ['api_version', 'sign_type', 'sign'];

/** The fields that a stranger could find by trying: each guess costs as much as making the fingerprint did. */
const GUESSABLE = ['card_no', 'acct_name'] as const;

/** The other fields that a difference is named by, in the order in which a fingerprint has them: add new ones at the end. */
const NAMED = [
  ...['flag_card', 'dt_order', 'info_order', 'memo', 'notify_url', 'bank_code', 'bank_name', 'prcptcd'],
  ...['city_code', 'brabank_name', 'risk_item', 'platform'],
];

/** Some 40 ms and 16 MiB for each field, on a thread of the pool. */
const COST = { N: 2 ** 14, r: 8, p: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const FINGERPRINT_BYTES = 16;
/** So few that many values share a hint: it tells that a field differs, and does not betray its value. */
const HINT_BYTES = 2;

const VERSION = 'v1';

/** What is kept of a payout: enough to tell it from any other of its number, and nothing that can be read. */
interface PayoutFingerprint {
  /** The amount in fen. */
  readonly fen: string;
  readonly salt: string;
  /** Over all fields. */
  readonly all: string;
  /** Of single fields, of few bits: the guessable ones, then the named ones. */
  readonly hints: readonly string[];
}

/** The fingerprint of what is sent. It is another one each time, because its salt is. */
export async function payoutFingerprint(
  fields: SignableFields,
  salt: string = randomBytes(SALT_BYTES).toString('base64url'),
): Promise<PayoutFingerprint> {
  const keys: Buffer[] = [];
  // One after the other: they leave the other threads of the pool to the rest of the app.
  for (const name of GUESSABLE) keys.push(await slowHash(entryOf(name, fields), salt));
  const key = Buffer.concat(keys.map((each) => each.subarray(0, KEY_BYTES)));
  const keyed = (text: string, bytes: number): string =>
    createHmac('sha256', key).update(text).digest().subarray(0, bytes).toString('base64url');
  return {
    fen: String(fenOf(fields['money_order']) ?? ''),
    salt,
    all: keyed(canonicalText(fields), FINGERPRINT_BYTES),
    hints: [
      ...keys.map((each) => each.subarray(KEY_BYTES).toString('base64url')),
      ...NAMED.map((name) => keyed(entryOf(name, fields), HINT_BYTES)),
    ],
  };
}

/**
 * The fields in which a payout differs from the one whose fingerprint is kept; undefined if in none. Beside another card or
 * name, which the other fields' hints depend on, only the amount can be told of the rest.
 */
export async function differingFields(
  fields: SignableFields,
  kept: PayoutFingerprint,
): Promise<readonly string[] | undefined> {
  const now = await payoutFingerprint(fields, kept.salt);
  if (now.all === kept.all) return undefined;
  const differs = (_name: string, index: number): boolean => now.hints[index] !== kept.hints[index];
  const guessable = GUESSABLE.filter(differs);
  const named =
    guessable.length > 0 ? [] : NAMED.filter((name, index) => differs(name, index + GUESSABLE.length));
  return [...(now.fen === kept.fen ? [] : ['money_order']), ...guessable, ...named];
}

/** A fingerprint as one text without a dot or a slash in its parts. */
export function fingerprintText({ fen, salt, all, hints }: PayoutFingerprint): string {
  return [VERSION, fen, salt, all, hints.join('')].join('.');
}

/** The fingerprint that a text is; undefined for one that another version of this package wrote. */
export function fingerprintFrom(text: string): PayoutFingerprint | undefined {
  const [version, fen, salt, all, joined] = text.split('.');
  if (version !== VERSION || fen === undefined || salt === undefined || all === undefined) return undefined;
  const length = Math.ceil((HINT_BYTES * 4) / 3);
  const hints = joined?.match(new RegExp(`.{${String(length)}}`, 'g')) ?? [];
  return { fen, salt, all, hints };
}

/** All that the payout is, in an order of its own. */
function canonicalText(fields: SignableFields): string {
  const entries = Object.entries(fields).filter(([name]) => !OF_THE_REQUEST.includes(name));
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function entryOf(name: string, fields: SignableFields): string {
  return JSON.stringify([name, fields[name] ?? '']);
}

function slowHash(text: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(text, salt, KEY_BYTES + HINT_BYTES, COST, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}
