/**
 * What to change, in Chinese: the sandbox explains it in English, with the fields concerned.
 *
 * @type {Record<string, string | undefined>}
 */
export const REMEDIES = {
  'missing-signature': '报文里没有 sign。先签名，再把签名放进 sign 字段。',
  'wrong-key': '换成与沙箱里登记的公钥成对的商户私钥。',
  'md5-for-sha256': '用 SHA256withRSA 签名；或者把 sign_type 改为 RSA（MD5withRSA）再签。',
  'sha256-for-md5': '用 MD5withRSA 签名；或者在允许的接口里把 sign_type 改为 SHA256withRSA 再签。',
  'other-digest': '只能用 MD5withRSA（RSA）或 SHA256withRSA。',
  'sign-type-not-allowed': '改用这个接口接受的 sign_type。',
  'empty-fields-included': '空字段不要参与签名，最好也不要发送。',
  'sorted-wrongly': '所有字段按名称的 ASCII 码从小到大排成一列，再拼接。',
  'double-encoded-utf8': '文本只按 UTF-8 编码一次：签名之前不要先转成字节再当作文本。',
  'other-encoding': '签名原文按 UTF-8 编码。',
  're-serialised-json': 'JSON 只序列化一次，签名和发送用同一段文本。',
  'spaces-in-names': '字段名里有从文档带来的空格。去掉空格，只用 & 连接 名=值。',
  'spaces-in-values': '签名和发送用同一段文本，不要一处去空格、另一处不去。',
  'sign-included': 'sign 自身不参与签名。',
  'field-left-out': '除 sign 外，发送的每个字段都要参与签名。',
  'sign-type-changed': '先定好 sign_type，再签名。',
  'value-written-otherwise': '值在签名和发送时要写得完全一样。',
  'url-encoded': '先用原始值签名，再做 URL 编码。',
  'joined-wrongly': '用 & 连接 名=值，前后不加别的。',
  'json-signed': '签名的是 名=值 用 & 连接的文本，不是 JSON。',
  'hashed-twice': '把原文交给签名函数，不要先自己算摘要。',
  'no-digest-info': '用标准签名函数（MD5withRSA），不要用“私钥加密摘要”。',
  'pss-padding': '填充方式用 PKCS #1 v1.5，不用 PSS。',
  'shared-key-digest': '连连不再接受 MD5 密钥签名，请用 RSA 私钥签名。',
  'plus-became-blank': '表单里的 + 要写成 %2B，只解码一次。',
  'signature-spelling': 'sign 用标准 base64，写成一行。',
  'signature-cut-off': 'sign 被截断了：检查字段或数据库列的长度。',
  'other-content': '签名的是另一段内容。对照下面两段文本，找出签名之后改动的字段。',
};
