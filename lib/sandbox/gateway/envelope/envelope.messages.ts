import { both } from '../../../diagnosis/signature-diagnosis.js';

const WANTED = 'lianpay1_0_1$…$…$…$…$…';

/** Why an envelope (`pay_load`) cannot be opened, and what to change. None of them holds anything of it. */
export const envelopeMessages = {
  plain: () =>
    both(
      'pay_load is missing. This API takes two fields, oid_partner and pay_load: sign the fields as always, and send them encrypted in pay_load, sign and sign_type among them.',
      '缺少 pay_load。该接口只接受 oid_partner 和 pay_load 两个字段：请照常签名，然后把全部字段（含 sign 和 sign_type）加密后放入 pay_load。',
    ),
  parts: (count: number) =>
    both(
      `pay_load has ${String(count)} parts between $, and must have 6: ${WANTED}. Was it cut off, or escaped?`,
      `pay_load 以 $ 分隔后有 ${String(count)} 段，应为 6 段：${WANTED}。是否被截断或被转义？`,
    ),
  version: () =>
    both(
      'The first part of pay_load is not lianpay1_0_1, the only version that there is.',
      'pay_load 的第一段不是 lianpay1_0_1，目前只有这一个版本。',
    ),
  base64: (part: string, place: number) =>
    both(
      `Part ${String(place)} of pay_load (${part}) is not base64, or not of its length. Did a form make blanks of its plus signs?`,
      `pay_load 的第 ${String(place)} 段（${part}）不是 base64，或长度不对。表单是否把加号变成了空格？`,
    ),
  otherKey: () =>
    both(
      'It was encrypted for another public key: is lianlianPublicKey that of the sandbox? A key pair of the sandbox is its own, and is not LianLian’s.',
      '密文是用另一把公钥加密的：lianlianPublicKey 是否为沙箱的公钥？沙箱有自己的密钥对，与连连的不同。',
    ),
  merchantsKey: () =>
    both(
      'It was encrypted with the merchant’s own public key. Encrypt with LianLian’s, lianlianPublicKey: the merchant’s own key signs alone.',
      '密文是用商户自己的公钥加密的。请用连连公钥 lianlianPublicKey 加密：商户自己的密钥只用于签名。',
    ),
  otherBits: (bits: number, own: number) =>
    both(
      `It was encrypted for a key of ${String(bits)} bits, and that of the sandbox has ${String(own)}: is lianlianPublicKey that of the sandbox?`,
      `密文是用 ${String(bits)} 位的公钥加密的，而沙箱的密钥是 ${String(own)} 位：lianlianPublicKey 是否为沙箱的公钥？`,
    ),
  keyLength: () =>
    both(
      'The HMAC key and the AES key must be 32 bytes each, and the nonce 8.',
      'HMAC 密钥和 AES 密钥各须 32 字节，nonce 须 8 字节。',
    ),
  altered: () =>
    both(
      'The HMAC is wrong: the nonce or the ciphertext was altered, or the HMAC was not made over part 4, $ and part 5 as they are sent.',
      'HMAC 不符：nonce 或密文被改动，或 HMAC 不是对实际发送的第 4 段、$ 和第 5 段计算的。',
    ),
  notUtf8: () =>
    both(
      'What pay_load holds is not UTF-8. Encrypt the JSON as UTF-8, or as ASCII with \\u escapes; AES is in CTR mode, its first counter the nonce and 0000000000000001 in hex.',
      'pay_load 解密后不是 UTF-8。请加密 UTF-8 的 JSON，或带 \\u 转义的 ASCII；AES 使用 CTR 模式，初始计数器为 nonce 加十六进制的 0000000000000001。',
    ),
  otherMerchant: () =>
    both(
      'The oid_partner in pay_load is not the one beside it. Both must be the merchant that signs.',
      'pay_load 中的 oid_partner 与外层的不同。两者都须是签名的商户。',
    ),
} as const;
