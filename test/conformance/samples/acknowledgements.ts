/**
 * What merchants' programs answer to a notification, byte by byte. LianLian's own demo programs, and the many copies of
 * them that take payments, send another `ret_msg` than its documents, and one of them single quotes: LianLian reads
 * `ret_code` alone, with a lenient reader.
 */
export interface Acknowledgement {
  readonly source: string;
  readonly status?: number | undefined;
  readonly body: string;
  readonly taken: boolean;
}

export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    source: 'the documents, as they print it',
    body: '{\n    "ret_code":"0000",\n    "ret_msg":"ok"\n}',
    taken: true,
  },
  {
    source: 'this package',
    body: '{"ret_code":"0000","ret_msg":"ok"}',
    taken: true,
  },
  {
    source: 'LLP-ExpressPay-Java, LLP-ExpressPay-dotnet for phones, kaolalicai/wapllpay (Node)',
    body: '{"ret_code":"0000","ret_msg":"交易成功"}',
    taken: true,
  },
  {
    source: 'LLP-ExpressPay-dotnet for the web, with its log line behind it',
    body: '{"ret_code":"0000","ret_msg":"交易成功"}支付异步通知数据接收处理成功',
    taken: true,
  },
  {
    source: 'zhan3333/lianlian-pay (PHP), through json_encode',
    body: '{"ret_code":"0000","ret_msg":"\\u4ea4\\u6613\\u6210\\u529f"}',
    taken: true,
  },
  {
    source: 'LianLian’s demo program in PHP, in ten public copies that are told not to change it',
    body: "{'ret_code':'0000','ret_msg':'交易成功'}",
    taken: true,
  },
  {
    source: 'a shop in TypeScript on Next.js',
    body: '{"ret_code":"0000","ret_msg":"success"}',
    taken: true,
  },
  {
    source: 'LLP-ExpressPay-Java, of a wrong signature',
    body: '{"ret_code":"9999","ret_msg":"交易失败"}',
    taken: false,
  },
  {
    source: 'LianLian’s demo program in PHP, of a wrong signature',
    body: "{'ret_code':'9999','ret_msg':'验签失败'}",
    taken: false,
  },
  {
    source: 'LLP-MultiPayment-Java, which is for another product',
    body: 'Success',
    taken: false,
  },
  {
    source: 'LianLian Pay for WooCommerce, which is for another country',
    body: '{"code": 200000}',
    taken: false,
  },
  { source: 'an empty response', body: '', taken: false },
  {
    source: 'a shop that failed after it wrote its response',
    status: 500,
    body: '{"ret_code":"0000","ret_msg":"ok"}',
    taken: false,
  },
];
