import { API_IDS } from '../../common/api-ids.js';
import type { ReturnCodeProduct } from '../../common/codes/code-meanings.js';
import { both, type Sentence } from '../signature-diagnosis.js';

/** How products are called. */
const PRODUCTS: Readonly<Record<ReturnCodeProduct, Sentence>> = { payout: both('payouts', '代付') };

/** Every sentence about a return code. */
export const codeMessages = {
  meaning: (ret_msg: string, category: Sentence, advice: Sentence) =>
    both(`${ret_msg} (${category.en}): ${advice.en}.`, `${ret_msg}（${category.zh}）。建议：${advice.zh}。`),
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
