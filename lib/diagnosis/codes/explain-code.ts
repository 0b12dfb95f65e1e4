import { isBlank } from '../../common/blank.js';
import type { ReturnCodeProduct } from '../../common/codes/code-meanings.js';
import { type ReturnCodeMeaning, returnCodeOf } from '../../common/codes/return-codes.js';
import { withoutLikelySecrets } from '../../common/secrets/likely-secrets.js';
import { AUTHORIZATION_STATUS_TEXTS } from '../../common/codes/return-codes.data.js';
import { withoutSecrets } from '../../common/secrets/without-secrets.js';
import { both, type Sentence } from '../signature-diagnosis.js';
import { CODES_IN_CHINESE, PRODUCT_CODES_IN_CHINESE, STATUSES_IN_CHINESE } from './codes-in-chinese.data.js';
import type { PastedMessage } from '../pasted/pasted-message.js';

/** What a product means by a return code, and what a caller should do. */
export interface ExplainedMeaning extends Omit<ReturnCodeMeaning, 'description'> {
  readonly description: Sentence;
}

/** A code that LianLian's documents list. */
export interface ListedCode extends ExplainedMeaning {
  readonly ret_code: string;
  readonly isListed: true;
  readonly only: ReturnCodeProduct | undefined;
  readonly elsewhere: Readonly<Partial<Record<ReturnCodeProduct, ExplainedMeaning>>>;
  /** Whether LianLian refuses the confirmation of a payout with it: what became of that is not known then. */
  readonly refusesConfirmation: boolean;
}

/** A code that a message has, and none of LianLian's documents. */
export interface UnlistedCode {
  readonly ret_code: string;
  readonly isListed: false;
  /** What the message says of it, without the message's secrets; undefined if it says nothing. */
  readonly ret_msg: string | undefined;
  /** What became of the request is not known. */
  readonly advice: 'query-first';
}

/** The status of an authorization, which stands in the place of a return code. */
export interface ExplainedStatus {
  readonly ret_code: string;
  readonly status: Sentence;
}

const ACCEPTED = '0000';

/** The codes that `payout.confirm` is known to refuse with, those of every API left out. */
const OF_CONFIRM: readonly string[] = ['4001', '4006', '4007', '4008', '4009', '4010', '4011'];

/** A documented code; undefined for any other text. */
export function explainCode(ret_code: string, said?: string): ListedCode | undefined {
  const known = returnCodeOf(ret_code, said);
  if (known === undefined) return undefined;
  const { code, category, ret_msg, description, advice, only } = known;
  const elsewhere = Object.entries(known.elsewhere).map(([product, meaning]) => [
    product,
    { ...meaning, description: inBoth(meaning.description, code, product as ReturnCodeProduct) },
  ]);
  return {
    ret_code,
    isListed: true,
    ...{ category, ret_msg: said ?? ret_msg, advice },
    description: inBoth(description, code, only),
    only,
    elsewhere: Object.fromEntries(elsewhere) as ListedCode['elsewhere'],
    refusesConfirmation: OF_CONFIRM.includes(code),
  };
}

/** What a query of an authorization answers with; undefined for any other text. */
export function explainStatus(ret_code: string): ExplainedStatus | undefined {
  if (!Object.hasOwn(AUTHORIZATION_STATUS_TEXTS, ret_code)) return undefined;
  const status = AUTHORIZATION_STATUS_TEXTS[ret_code] ?? '';
  return { ret_code, status: both(status, STATUSES_IN_CHINESE[ret_code] ?? status) };
}

/** What the pasted message's code means, if it has one and is no success. */
export function codeIn({
  texts,
}: Pick<PastedMessage, 'texts'>): ListedCode | UnlistedCode | ExplainedStatus | undefined {
  const { ret_code = '', ret_msg } = texts;
  if (isBlank(ret_code) || ret_code === ACCEPTED) return undefined;
  const said = isBlank(ret_msg) ? undefined : withoutLikelySecrets(withoutSecrets(ret_msg, texts));
  return (
    explainCode(ret_code, said) ??
    explainStatus(ret_code) ?? { ret_code, isListed: false, ret_msg: said, advice: 'query-first' }
  );
}

function inBoth(description: string, code: string, product: ReturnCodeProduct | undefined): Sentence {
  const inChinese = product === undefined ? CODES_IN_CHINESE : PRODUCT_CODES_IN_CHINESE[product];
  return both(description, inChinese[code] ?? description);
}
