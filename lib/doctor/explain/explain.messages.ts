import type { ReturnCodeProduct } from '../../common/code-meanings.js';
import { API_IDS } from '../../common/api-ids.js';
import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';

/** How products are called. */
const PRODUCTS: Readonly<Record<ReturnCodeProduct, Sentence>> = { payout: both('payouts', '代付') };

/** Every sentence about a pasted message and a return code. None of them quotes a field that may be secret. */
export const explainMessages = {
  nothingPasted: () => both('nothing was pasted', '没有粘贴任何内容'),
  tooLong: (limit: string) =>
    both(
      `what was pasted has more than ${limit}, and no message of LianLian's is as long: paste the one message alone, not the whole log`,
      `粘贴的内容超过 ${limit}，连连的报文没有这么长：请只粘贴一条报文，不要粘贴整个日志`,
    ),
  curlReadsFile: () =>
    both(
      'curl reads the body from a file: paste that file, or pass its name to "doctor explain"',
      'curl 的报文体来自文件：请粘贴该文件的内容，或者把文件名传给 doctor explain',
    ),
  curlSendsNothing: () => both('the curl command sends no data', '这条 curl 命令没有发送数据'),
  noBody: () => both('there is no body below the headers', '请求头之后没有报文体'),
  badUrl: () =>
    both(
      'the URL in it is none: look at its host and at its port, and paste it whole (or its query alone)',
      '里面的 URL 无效：请检查主机名和端口，并粘贴完整的 URL（或只粘贴查询部分）',
    ),
  neither: () => both('there is neither JSON nor a form in it', '里面既没有 JSON，也没有表单'),
  brokenJson: () =>
    both(
      'it begins like JSON, and is none: was part of it cut off, or is a name there twice? Paste the body as it was sent',
      '开头像 JSON，但不是有效的 JSON：是否被截断，或者有重复的字段名？请粘贴发送时的原始报文体',
    ),
  fieldTwice: () => both('a field of the form is there twice', '表单里有重复的字段'),
  tooManyFields: (limit: string) =>
    both(
      `it has more than ${limit} fields, and no message of LianLian's has as many`,
      `它的字段超过 ${limit} 个，连连的报文没有这么多字段`,
    ),
  openQuote: () => both('it stands in quotes that do not end', '引号没有结束'),
  lianlianKeyNeeded: () =>
    both(
      "LianLian's public key is needed to verify this: set LIANLIAN_PUBLIC_KEY, or pass --lianlian-public-key FILE",
      '验证这条报文需要连连的公钥：请设置 LIANLIAN_PUBLIC_KEY，或者使用 --lianlian-public-key 文件',
    ),
  merchantKeyNeeded: () =>
    both(
      "the merchant's key is needed to verify this: set LIANLIAN_PRIVATE_KEY, or pass --merchant-public-key FILE",
      '验证这条报文需要商户的密钥：请设置 LIANLIAN_PRIVATE_KEY，或者使用 --merchant-public-key 文件',
    ),

  onlyIn: (product: ReturnCodeProduct) => {
    const { en, zh } = namedProduct(product);
    return both(
      `Documented for ${en} alone. From any other API its outcome is unknown: query first.`,
      `文档仅为${zh}列出此码。其他接口返回它时结果未知：请先查询。`,
    );
  },
  inProduct: (product: ReturnCodeProduct, meaning: Sentence) => {
    const { en, zh } = namedProduct(product);
    return both(`In ${en}: ${meaning.en}`, `在${zh}中：${meaning.zh}`);
  },
  fromConfirm: () =>
    both(
      'From payout.confirm the outcome is unknown, whatever the code: LianLian refuses a confirmation that it has taken already, too, and the money may be on its way. Query the payout by its no_order (payouts.query), and pay nothing anew before that.',
      '由 payout.confirm 返回时，无论是什么码，结果都未知：已经受理过的确认，连连同样会拒绝，钱可能已经在路上。请先按 no_order 查询这笔代付（payouts.query），在此之前不要另行付款。',
    ),
  whichMeansWhat: () =>
    both('Which category and advice mean what: docs/errors.md.', '各分类和建议的说明见 docs/errors.md 。'),
  status: (code: string, status: Sentence) =>
    both(
      `ret_code ${code} is no refusal: it is the status of an authorization, "${status.en}".`,
      `ret_code ${code} 不是拒绝，而是预授权的状态：${status.zh}。`,
    ),
  unlistedCode: (code: string) =>
    both(
      `ret_code ${code} is in none of LianLian's tables: what it means, and whether anything was done, is not known.`,
      `ret_code ${code} 不在连连的任何返回码表中：含义未知，是否已经处理也未知。`,
    ),
  messageSays: (ret_msg: string) =>
    both(`The message itself says (ret_msg): ${ret_msg}`, `报文自带的说明（ret_msg）：${ret_msg}`),
  messageSaysNothing: () =>
    both('The message itself says nothing about it (no ret_msg).', '报文自己没有说明（没有 ret_msg）。'),
  whatToDoUnlisted: () =>
    both(
      'What to do: query the transaction before anything else, and never send it again unasked. Ask LianLian what the code means, with merchant number, order number and time.',
      '怎么办：请先查询这笔交易，不要直接重发。再向连连询问该码的含义，并提供商户号、订单号和时间。',
    ),
} as const;

/** A product, with the APIs that it has. */
function namedProduct(product: ReturnCodeProduct): Sentence {
  const apis = API_IDS.filter((id) => id.startsWith(`${product}.`));
  const { en, zh } = PRODUCTS[product];
  return both(`${en} (${apis.join(', ')})`, `${zh}（${apis.join('、')}）`);
}
