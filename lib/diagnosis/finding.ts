import {
  both,
  NO_WORDS,
  type Sentence,
  type SignatureCause,
  type SignatureFinding,
} from './signature-diagnosis.js';

/** What a finding is about, in one language: the fields as a list, and what exactly was done. */
interface About {
  readonly names: string;
  readonly how: string;
}

/** What is wrong, and what to change; each in both languages. */
type Sentences = readonly [
  en: string,
  zh: string,
  explain: (about: About) => string,
  explainInChinese: (about: About) => string,
];

const SENTENCES: Readonly<Record<SignatureCause, Sentences>> = {
  'missing-signature': [
    'There is no signature',
    '没有签名',
    () => 'sign is missing or empty. Sign the message, and send the signature in the field sign.',
    () => '报文里没有 sign，或者 sign 为空。先签名，再把签名放进 sign 字段。',
  ],
  'wrong-key': ['It was signed with another key', '签名使用的密钥不对', ({ how }) => how, ({ how }) => how],
  'md5-for-sha256': [
    'It was signed with MD5, and sign_type says SHA256withRSA',
    '用 MD5 签名，但 sign_type 是 SHA256withRSA',
    () => 'Sign with SHA256withRSA, or send sign_type=RSA, which is MD5withRSA, where that is accepted.',
    () => '用 SHA256withRSA 签名；或者在接受 RSA 的地方把 sign_type 改为 RSA（即 MD5withRSA）再签。',
  ],
  'sha256-for-md5': [
    'It was signed with SHA-256, and sign_type says RSA, which is MD5withRSA',
    '用 SHA-256 签名，但 sign_type 是 RSA（即 MD5withRSA）',
    () => 'Sign with MD5withRSA, or send sign_type=SHA256withRSA where that is accepted.',
    () => '用 MD5withRSA 签名；或者在接受 SHA256withRSA 的地方把 sign_type 改为 SHA256withRSA 再签。',
  ],
  'other-digest': [
    'It was signed with a digest that LianLian does not take',
    '签名的摘要算法不对',
    ({ how }) => `The signature holds ${how}. LianLian takes MD5withRSA (sign_type=RSA) and SHA256withRSA.`,
    ({ how }) => `签名里的摘要是 ${how}。连连只接受 MD5withRSA（sign_type=RSA）和 SHA256withRSA。`,
  ],
  'sign-type-not-allowed': [
    'Its sign_type is not accepted here',
    '此处不接受该 sign_type',
    ({ how }) =>
      `Accepted for this message: ${how}. The sign_type of a message is never trusted beyond that.`,
    ({ how }) => `这条报文接受 ${how}。报文自己的 sign_type 不会放宽这一点。`,
  ],
  'empty-fields-included': [
    'Empty fields were signed',
    '空字段参与了签名',
    ({ names, how }) =>
      `${names} ${how} went into the source. Leave empty fields out of the source, and out of the message.`,
    ({ names, how }) => `${names} ${how}进了签名原文。空字段不参与签名，也不要发送。`,
  ],
  'sorted-wrongly': [
    'The fields were sorted wrongly',
    '字段排序不对',
    ({ how }) => `They were sorted ${how}. Sort them by name, byte by byte (ASCII order), all in one list.`,
    ({ how }) => `实际的排列：${how}。所有字段按名称逐字节（ASCII 码）从小到大排成一列。`,
  ],
  'double-encoded-utf8': [
    'The text was encoded in UTF-8 twice',
    'UTF-8 重复编码',
    ({ names, how }) =>
      `${names}: ${how}. Keep text as text until it is signed, encode it in UTF-8 once, and read and write it as UTF-8 everywhere.`,
    ({ names, how }) => `${names}：${how}。签名之前文本一直是文本，只按 UTF-8 编码一次，读写也都用 UTF-8。`,
  ],
  'other-encoding': [
    'The text was signed in another encoding than UTF-8',
    '签名时没有使用 UTF-8 编码',
    ({ names, how }) =>
      `${names === '' ? 'The source' : names}: signed as ${how}. Encode the source in UTF-8.`,
    ({ names, how }) =>
      `${names === '' ? '签名原文' : names}：签名时的编码是 ${how}。签名原文按 UTF-8 编码。`,
  ],
  're-serialized-json': [
    'JSON in it was serialized again after it was signed',
    '签名后 JSON 被重新序列化',
    ({ names, how }) =>
      `${names}: signed ${how}, and sent differently. Serialize it once, sign that very text, and send that very text.`,
    ({ names, how }) => `${names}：签名时${how}，与发送的不同。JSON 只序列化一次，签名和发送用同一段文本。`,
  ],
  'spaces-in-names': [
    'There are blanks in the names of fields',
    '字段名中有空格',
    ({ names, how }) =>
      `${names === '' ? '' : `${names}: `}${how}. Names copied out of a document bring blanks along: write them without, and join name=value with & and nothing else.`,
    ({ names, how }) =>
      `${names === '' ? '' : `${names}：`}${how}。从文档复制字段名会带来空格。去掉空格，只用 & 连接“名=值”。`,
  ],
  'spaces-in-values': [
    'Blanks in values were signed differently than sent',
    '值中的空格与发送的不一致',
    ({ names, how }) => `${names}: ${how}. Sign the very text that is sent.`,
    ({ names, how }) => `${names}：${how}。签名和发送用同一段文本。`,
  ],
  'sign-included': [
    'The field sign itself was signed',
    'sign 字段自身参与了签名',
    ({ how }) => `It went into the source ${how}. Leave sign out.`,
    ({ how }) => `它${how}进了签名原文。sign 自身不参与签名。`,
  ],
  'field-left-out': [
    'Fields that were sent were not signed',
    '有字段未参与签名',
    ({ names }) => `${names} was not in the source. Sign every field that is sent, except sign.`,
    ({ names }) => `${names} 不在签名原文里。除 sign 外，发送的每个字段都要参与签名。`,
  ],
  'sign-type-changed': [
    'sign_type was signed with another value than sent',
    '签名时的 sign_type 与发送的不一致',
    ({ how }) => `It was signed ${how}. Set sign_type first, then sign.`,
    ({ how }) => `签名时是 ${how}。先定好 sign_type，再签名。`,
  ],
  'value-written-otherwise': [
    'A value was signed in another form than sent',
    '值的写法在签名与发送时不一致',
    ({ names, how }) => `${names}: signed ${how}. Sign the very text that is sent.`,
    ({ names, how }) => `${names}：签名时${how}。签名和发送用同一段文本。`,
  ],
  'url-encoded': [
    'The text was URL-encoded before it was signed',
    '签名前做了 URL 编码',
    ({ how }) => `URL-encoded: ${how}. Sign the plain values; encode them afterwards, for the form alone.`,
    ({ how }) => `URL 编码的是${how}。先用原始值签名，再为表单做 URL 编码。`,
  ],
  'joined-wrongly': [
    'The fields were joined wrongly',
    '字段拼接方式不对',
    ({ how }) => `The source was made ${how}. Join name=value with &, with nothing before and after.`,
    ({ how }) => `实际的拼法：${how}。用 & 连接“名=值”，前后不加别的。`,
  ],
  'json-signed': [
    'The JSON text was signed',
    '对 JSON 文本做了签名',
    ({ how }) =>
      `The source was the fields as JSON ${how}. Join them as name=value with & instead.`.replace(' .', '.'),
    ({ how }) => `签名原文是 JSON${how}。应当是用 & 连接的“名=值”。`,
  ],
  'hashed-twice': [
    'The digest of the text was signed in place of the text',
    '对摘要做了签名（重复摘要）',
    ({ how }) => `What was signed is the source's ${how}. Hand the source itself to the signature function.`,
    ({ how }) => `签名的是原文的 ${how}。把原文本身交给签名函数。`,
  ],
  'no-digest-info': [
    'A bare digest was encrypted; that is not a signature',
    '只加密了摘要，不是标准签名',
    () =>
      'The digest lacks its DigestInfo. Use a signature function (MD5withRSA, openssl dgst -sign), not "encrypt with the private key".',
    () => '摘要缺少 DigestInfo。请用签名函数（MD5withRSA、openssl dgst -sign），不要“用私钥加密”。',
  ],
  'pss-padding': [
    'It was signed with the padding PSS',
    '签名使用了 PSS 填充',
    () => 'Sign with the padding of PKCS #1 v1.5 (RSASSA-PKCS1-v1_5), the default of most libraries.',
    () => '填充方式用 PKCS #1 v1.5（RSASSA-PKCS1-v1_5），多数程序库默认如此。',
  ],
  'shared-key-digest': [
    'It is an MD5 with a shared key, not an RSA signature',
    '这是 MD5 密钥摘要，不是 RSA 签名',
    () =>
      'LianLian stopped taking sign_type=MD5. Sign with your RSA key: MD5withRSA (sign_type=RSA) or SHA256withRSA.',
    () => '连连不再接受 sign_type=MD5。请用 RSA 私钥签名：MD5withRSA（sign_type=RSA）或 SHA256withRSA。',
  ],
  'plus-became-blank': [
    'Each + of the signature became a blank',
    '签名中的 + 变成了空格',
    () => 'Form decoding does that. URL-encode the values of a form (+ is %2B), and decode them once.',
    () => '表单解码会这样。表单的值要做 URL 编码（+ 写成 %2B），并且只解码一次。',
  ],
  'signature-spelling': [
    'The signature is right, but not written as plain base64',
    '签名的写法不是标准 base64',
    ({ how }) => `${how}. Send base64 on one line, with + and / and = as they are.`,
    ({ how }) => `${how}。签名要写成一行标准 base64，保留 +、/ 和 =。`,
  ],
  'signature-cut-off': [
    'Part of the signature is missing',
    '签名不完整',
    ({ how }) => `${how} A field or column that is too short may have cut it.`,
    ({ how }) => `${how}字段或数据库列太短时会截断签名。`,
  ],
  'other-content': [
    'What was signed is not this text',
    '签名的内容与收到的内容不一致',
    ({ how }) => how,
    ({ how }) => how,
  ],
};

/** Text that a finding needs beside its cause. */
interface FindingDetails {
  readonly how?: Sentence;
  readonly fields?: readonly string[];
}

export function finding(
  cause: SignatureCause,
  { how = NO_WORDS, fields = [] }: FindingDetails = {},
): SignatureFinding {
  const [en, zh, explain, explainInChinese] = SENTENCES[cause];
  const names = fields.map(shown);
  const explanation = both(
    explain({ names: names.join(', '), how: how.en }),
    explainInChinese({ names: names.join('、'), how: how.zh }),
  );
  return { cause, title: both(en, zh), explanation, fields };
}

/** A name as it may stand in a log. The sender of the message chose it. */
function shown(name: string): string {
  return /^[A-Za-z0-9_]{1,40}$/.test(name) ? name : JSON.stringify(name.slice(0, 40));
}
