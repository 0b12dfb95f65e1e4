import { both } from '../../diagnosis/signature-diagnosis.js';

/** Why a request cannot be read, and what to change. None of them holds anything of it. */
export const unreadableMessages = {
  empty: () =>
    both(
      'The body is empty. Does your HTTP client drop it, or post it to another address that redirects here?',
      '请求体为空。HTTP 客户端是否丢了请求体，或发往了会跳转到这里的其他地址？',
    ),
  tooLong: () => both('The body is longer than 256 KiB.', '请求体超过 256 KiB。'),
  compressed: () =>
    both(
      'The body is compressed (gzip). Send it as plain text.',
      '请求体经过 gzip 压缩。请发送未压缩的文本。',
    ),
  gbk: () =>
    both(
      'The body is not UTF-8; in GBK it can be read. Write body and signed text in UTF-8, whatever charset the header names: the sandbox reads nothing else.',
      '请求体不是 UTF-8，按 GBK 可以读出。无论请求头写什么字符集，请求体和待签名文本都请用 UTF-8：沙箱只读 UTF-8。',
    ),
  notUtf8: () =>
    both(
      'The body is not UTF-8. Write body and signed text in UTF-8: the sandbox reads nothing else.',
      '请求体不是 UTF-8。请求体和待签名文本都请用 UTF-8：沙箱只读 UTF-8。',
    ),
  formForJson: () =>
    both(
      'The body is a form, and this API takes JSON: send one object, such as {"oid_partner":"…","sign_type":"RSA",…}.',
      '请求体是表单，而该接口要求 JSON：请发送一个对象，如 {"oid_partner":"…","sign_type":"RSA",…}。',
    ),
  jsonForForm: () =>
    both(
      'The body is JSON, and this API takes a form that the payer’s browser posts, urlencoded: oid_partner=…&sign_type=RSA&….',
      '请求体是 JSON，而该接口要求由付款人浏览器提交的 urlencoded 表单：oid_partner=…&sign_type=RSA&…。',
    ),
  multipart: () =>
    both(
      'The body is a multipart form. Send application/x-www-form-urlencoded, or JSON where the API takes JSON.',
      '请求体是 multipart 表单。请使用 application/x-www-form-urlencoded；接口要求 JSON 时请发送 JSON。',
    ),
  noJson: () =>
    both(
      'The body is no JSON: look for single quotes, a comma at the end, or text before or after it.',
      '请求体不是 JSON：请检查单引号、结尾多余的逗号，或前后多余的文字。',
    ),
  noObject: () =>
    both('The body is JSON, but not one object of fields.', '请求体是 JSON，但不是一个由字段组成的对象。'),
  twice: () =>
    both(
      'A field occurs twice in it, is named __proto__, or holds values that nest too deeply. Send each field once, as text.',
      '某个字段出现了两次，名为 __proto__，或其值嵌套过深。每个字段以文本只发送一次。',
    ),
  formNotUtf8: () =>
    both(
      'The form is not urlencoded UTF-8. Encode its values in UTF-8: the sandbox reads nothing else, also where charset_name is GBK.',
      '表单不是 UTF-8 的 urlencoded 编码。请用 UTF-8 编码各字段的值：即使 charset_name 为 GBK，沙箱也只读 UTF-8。',
    ),
  noReqData: () =>
    both(
      'This API takes one field of the form, req_data, with all others in it as a JSON object.',
      '该接口的表单只有一个字段 req_data，其他字段以 JSON 对象放在其中。',
    ),
} as const;
