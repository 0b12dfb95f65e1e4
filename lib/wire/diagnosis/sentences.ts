import type { SignatureCause, SignatureFinding } from './signature-diagnosis.js';

/** What a finding is about: the fields as a list, and what exactly was done. */
interface About {
  readonly names: string;
  readonly how: string;
}

type Sentences = readonly [en: string, zh: string, explain: (about: About) => string];

const SENTENCES: Readonly<Record<SignatureCause, Sentences>> = {
  'missing-signature': [
    'There is no signature',
    '没有签名',
    () => 'sign is missing or empty. Sign the message, and send the signature in the field sign.',
  ],
  'wrong-key': ['It was signed with another key', '签名使用的密钥不对', ({ how }) => how],
  'md5-for-sha256': [
    'It was signed with MD5, and sign_type says SHA256withRSA',
    '用 MD5 签名，但 sign_type 是 SHA256withRSA',
    () => 'Sign with SHA256withRSA, or send sign_type=RSA, which is MD5withRSA, where that is accepted.',
  ],
  'sha256-for-md5': [
    'It was signed with SHA-256, and sign_type says RSA, which is MD5withRSA',
    '用 SHA-256 签名，但 sign_type 是 RSA（即 MD5withRSA）',
    () => 'Sign with MD5withRSA, or send sign_type=SHA256withRSA where that is accepted.',
  ],
  'other-digest': [
    'It was signed with a digest that LianLian does not take',
    '签名的摘要算法不对',
    ({ how }) => `The signature holds ${how}. LianLian takes MD5withRSA (sign_type=RSA) and SHA256withRSA.`,
  ],
  'sign-type-not-allowed': [
    'Its sign_type is not accepted here',
    '此处不接受该 sign_type',
    ({ how }) =>
      `Accepted for this message: ${how}. The sign_type of a message is never trusted beyond that.`,
  ],
  'empty-fields-included': [
    'Empty fields were signed',
    '空字段参与了签名',
    ({ names, how }) =>
      `${names} ${how} went into the source. Leave empty fields out of the source, and out of the message.`,
  ],
  'sorted-wrongly': [
    'The fields were sorted wrongly',
    '字段排序不对',
    ({ how }) => `They were sorted ${how}. Sort them by name, byte by byte (ASCII order), all in one list.`,
  ],
  'double-encoded-utf8': [
    'The text was encoded in UTF-8 twice',
    'UTF-8 重复编码',
    ({ names, how }) =>
      `${names}: ${how}. Keep text as text until it is signed, encode it in UTF-8 once, and read and write it as UTF-8 everywhere.`,
  ],
  'other-encoding': [
    'The text was signed in another encoding than UTF-8',
    '签名时没有使用 UTF-8 编码',
    ({ names, how }) =>
      `${names === '' ? 'The source' : names}: signed as ${how}. Encode the source in UTF-8.`,
  ],
  're-serialised-json': [
    'JSON in it was serialised again after it was signed',
    '签名后 JSON 被重新序列化',
    ({ names, how }) =>
      `${names}: signed ${how}, and sent differently. Serialise it once, sign that very text, and send that very text.`,
  ],
  'spaces-in-names': [
    'There are blanks in the names of fields',
    '字段名中有空格',
    ({ names, how }) =>
      `${names === '' ? '' : `${names}: `}${how}. Names copied out of a document bring blanks along: write them without, and join name=value with & and nothing else.`,
  ],
  'spaces-in-values': [
    'Blanks in values were signed differently than sent',
    '值中的空格与发送的不一致',
    ({ names, how }) => `${names}: ${how}. Sign the very text that is sent.`,
  ],
  'sign-included': [
    'The field sign itself was signed',
    'sign 字段自身参与了签名',
    ({ how }) => `It went into the source ${how}. Leave sign out.`,
  ],
  'field-left-out': [
    'Fields that were sent were not signed',
    '有字段未参与签名',
    ({ names }) => `${names} was not in the source. Sign every field that is sent, except sign.`,
  ],
  'sign-type-changed': [
    'sign_type was signed with another value than sent',
    '签名时的 sign_type 与发送的不一致',
    ({ how }) => `It was signed ${how}. Set sign_type first, then sign.`,
  ],
  'value-written-otherwise': [
    'A value was signed in another form than sent',
    '值的写法在签名与发送时不一致',
    ({ names, how }) => `${names}: signed ${how}. Sign the very text that is sent.`,
  ],
  'url-encoded': [
    'The text was URL-encoded before it was signed',
    '签名前做了 URL 编码',
    ({ how }) => `URL-encoded: ${how}. Sign the plain values; encode them afterwards, for the form alone.`,
  ],
  'joined-wrongly': [
    'The fields were joined wrongly',
    '字段拼接方式不对',
    ({ how }) => `The source was made ${how}. Join name=value with &, with nothing before and after.`,
  ],
  'json-signed': [
    'The JSON text was signed',
    '对 JSON 文本做了签名',
    ({ how }) =>
      `The source was the fields as JSON ${how}. Join them as name=value with & instead.`.replace(' .', '.'),
  ],
  'hashed-twice': [
    'The digest of the text was signed in place of the text',
    '对摘要做了签名（重复摘要）',
    ({ how }) => `What was signed is the source's ${how}. Hand the source itself to the signature function.`,
  ],
  'no-digest-info': [
    'A bare digest was encrypted; that is not a signature',
    '只加密了摘要，不是标准签名',
    () =>
      'The digest lacks its DigestInfo. Use a signature function (MD5withRSA, openssl dgst -sign), not "encrypt with the private key".',
  ],
  'pss-padding': [
    'It was signed with the padding PSS',
    '签名使用了 PSS 填充',
    () => 'Sign with the padding of PKCS #1 v1.5 (RSASSA-PKCS1-v1_5), the default of most libraries.',
  ],
  'shared-key-digest': [
    'It is an MD5 with a shared key, not an RSA signature',
    '这是 MD5 密钥摘要，不是 RSA 签名',
    () =>
      'LianLian stopped taking sign_type=MD5. Sign with your RSA key: MD5withRSA (sign_type=RSA) or SHA256withRSA.',
  ],
  'plus-became-blank': [
    'Each + of the signature became a blank',
    '签名中的 + 变成了空格',
    () => 'Form decoding does that. URL-encode the values of a form (+ is %2B), and decode them once.',
  ],
  'signature-spelling': [
    'The signature is right, but not written as plain base64',
    '签名的写法不是标准 base64',
    ({ how }) => `${how}. Send base64 on one line, with + and / and = as they are.`,
  ],
  'signature-cut-off': [
    'Part of the signature is missing',
    '签名不完整',
    ({ how }) => `${how} A field or column that is too short may have cut it.`,
  ],
  'other-content': ['What was signed is not this text', '签名的内容与收到的内容不一致', ({ how }) => how],
};

/** Text that a finding needs beside its cause. */
export interface FindingDetails {
  readonly how?: string;
  readonly fields?: readonly string[];
}

export function finding(
  cause: SignatureCause,
  { how = '', fields = [] }: FindingDetails = {},
): SignatureFinding {
  const [en, zh, explain] = SENTENCES[cause];
  const explanation = explain({ names: fields.map(shown).join(', '), how });
  return { cause, title: { en, zh }, explanation, fields };
}

/** A name as it may stand in a log: whoever sent the message chose it. */
function shown(name: string): string {
  return /^[A-Za-z0-9_]{1,40}$/.test(name) ? name : JSON.stringify(name.slice(0, 40));
}
