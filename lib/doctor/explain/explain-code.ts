import { type ReturnCode, returnCodeOf } from '../../common/return-codes.js';
import type { PastedMessage } from './pasted-message.js';

/** What a return code means in each product, and what a caller should do. */
export interface ExplainedCode extends Omit<ReturnCode, 'code'> {
  readonly ret_code: string;
}

const ACCEPTED = '0000';

/** A documented code; undefined for any other text. */
export function explainCode(ret_code: string, said?: string): ExplainedCode | undefined {
  const known = returnCodeOf(ret_code, said);
  if (known === undefined) return undefined;
  const { category, ret_msg, description, advice, only, elsewhere } = known;
  return { ret_code, category, ret_msg: said ?? ret_msg, description, advice, only, elsewhere };
}

/** The code of a response of LianLian's that refuses something, if the pasted message is one. */
export function refusalIn({ texts }: Pick<PastedMessage, 'texts'>): ExplainedCode | undefined {
  const { ret_code = ACCEPTED, ret_msg } = texts;
  return ret_code === ACCEPTED ? undefined : explainCode(ret_code, ret_msg);
}
