import {
  constants,
  createCipheriv,
  createHmac,
  createPublicKey,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import {
  call,
  type CallResponse,
  callWith,
  chinaTime,
  type Fields,
  type Merchant,
  PATHS,
  signed,
} from './merchant.js';

/** A merchant that pays out: seals its requests with node:crypto alone, from the catalogue's `encryption`. */

/** Who pays out, at which sandbox. */
interface Payer extends Merchant {
  readonly options: {
    readonly oidPartner: string;
    readonly privateKey: string;
    readonly lianlianPublicKey: string;
  };
  readonly clock: { now(): Date };
}

/** How an envelope is sealed otherwise than LianLian wants it. */
export interface SealOptions {
  /** What it is encrypted for; by default the sandbox's own key. */
  readonly publicKey?: string;
  /** Base64 in lines of 76, with CR LF, as Java's samples write it. */
  readonly isWrapped?: boolean;
  /** JSON in ASCII, with \u escapes, as PHP writes it. */
  readonly isAscii?: boolean;
  /** Changes its six parts after it was sealed. */
  readonly alter?: (parts: string[]) => string[];
  /** The text in it; by default the signed fields as JSON. */
  readonly text?: string | Buffer;
  /** The `oid_partner` beside it. */
  readonly outer?: string;
}

/** 32 characters of 0-9A-Z, as LianLian's own code draws them. */
const drawn = (length: number): Buffer =>
  Buffer.from(
    Array.from(randomBytes(length), (byte) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'[byte % 36]).join(''),
  );

const ascii = (json: string): string =>
  json.replaceAll(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A `pay_load`. */
export function seal(text: string | Buffer, publicKey: string, options: SealOptions = {}): string {
  const [hmacKey, aesKey, nonce] = [drawn(32), drawn(32), drawn(8)];
  const base64 = (bytes: Buffer): string => {
    const plain = bytes.toString('base64');
    return options.isWrapped === true ? plain.replaceAll(/(.{76})(?=.)/g, '$1\r\n') : plain;
  };
  const key = createPublicKey(publicKey);
  const forKey = (bytes: Buffer): string =>
    base64(publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, bytes));
  const iv = Buffer.concat([nonce, Buffer.from([0, 0, 0, 0, 0, 0, 0, 1])]);
  const cipher = createCipheriv('aes-256-ctr', aesKey, iv);
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final()]);
  const [nonceText, cipherText] = [base64(nonce), base64(ciphertext)];
  const hmac = createHmac('sha256', hmacKey).update(`${nonceText}$${cipherText}`).digest();
  const parts = ['lianpay1_0_1', forKey(hmacKey), forKey(aesKey), nonceText, cipherText, base64(hmac)];
  return (options.alter?.(parts) ?? parts).join('$');
}

/** Signs, seals and posts. */
export async function callSealed(
  sandbox: Payer,
  path: string,
  fields: Fields,
  options: SealOptions = {},
): Promise<CallResponse> {
  const { oidPartner, privateKey, lianlianPublicKey } = sandbox.options;
  const json = JSON.stringify(signed(fields, privateKey));
  const text = options.text ?? (options.isAscii === true ? ascii(json) : json);
  const pay_load = seal(text, options.publicKey ?? lianlianPublicKey, options);
  return callWith(sandbox, path, JSON.stringify({ oid_partner: options.outer ?? oidPartner, pay_load }));
}

/** A payout of 88.00 to a person. */
export function payout(sandbox: Payer, notify_url: string, changes: Fields = {}): Fields {
  return {
    api_version: '1.1',
    oid_partner: sandbox.options.oidPartner,
    sign_type: 'RSA',
    flag_card: '0',
    money_order: '88.00',
    no_order: 'p-1',
    dt_order: chinaTime(sandbox.clock.now()),
    card_no: '6222020000000000123',
    acct_name: '张三',
    info_order: '货款',
    memo: '货款',
    notify_url,
    ...changes,
  };
}

/** Applies for a payout. */
export async function applied(sandbox: Payer, notify_url: string, changes: Fields = {}): Promise<Fields> {
  return (await callSealed(sandbox, PATHS.payout, payout(sandbox, notify_url, changes))).fields;
}

/** Confirms one. */
export async function confirmed(sandbox: Payer, notify_url: string, changes: Fields): Promise<Fields> {
  const fields = {
    api_version: '1.1',
    oid_partner: sandbox.options.oidPartner,
    sign_type: 'RSA',
    no_order: 'p-1',
    notify_url,
    ...changes,
  };
  return (await callSealed(sandbox, PATHS.payoutConfirm, fields)).fields;
}

/** Asks where one stands. */
export async function queried(sandbox: Payer, changes: Fields = { no_order: 'p-1' }): Promise<Fields> {
  const { oidPartner: oid_partner } = sandbox.options;
  const fields = { oid_partner, sign_type: 'RSA', api_version: '1.0', ...changes };
  return (await call(sandbox, PATHS.payoutQuery, fields)).fields;
}

/** What the balance query says. */
export async function balanced(sandbox: Payer): Promise<Fields> {
  const { oidPartner: oid_partner } = sandbox.options;
  return (await call(sandbox, PATHS.balance, { oid_partner, sign_type: 'RSA', api_version: '1.0' })).fields;
}
