import { descriptionOf, RETURN_CODES } from '../../common/return-codes.js';
import type { ReturnCodeCategory } from '../../errors/return-code-category.js';
import type { CallerAdvice } from '../../errors/caller-advice.js';
import type { PastedMessage } from './pasted-message.js';

/** What a return code means, and what a caller should do. */
export interface ExplainedCode {
  readonly ret_code: string;
  readonly category: ReturnCodeCategory;
  readonly ret_msg: string;
  readonly description: string;
  readonly advice: CallerAdvice;
}

const ACCEPTED = '0000';

/** A documented code; undefined for any other text. */
export function explainCode(ret_code: string, said?: string): ExplainedCode | undefined {
  const known = RETURN_CODES.get(ret_code);
  if (known === undefined) return undefined;
  const { category, ret_msg, description, advice } = known;
  return {
    ret_code,
    category,
    ret_msg: said ?? ret_msg,
    description: descriptionOf(ret_code, said) ?? description,
    advice,
  };
}

/** The code of a response of LianLian's that refuses something, if the pasted message is one. */
export function refusalIn({ texts }: Pick<PastedMessage, 'texts'>): ExplainedCode | undefined {
  const { ret_code = ACCEPTED, ret_msg } = texts;
  return ret_code === ACCEPTED ? undefined : explainCode(ret_code, ret_msg);
}
