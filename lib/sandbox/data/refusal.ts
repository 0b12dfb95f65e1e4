import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import { retMessage } from './data.js';

/** A request that LianLian answers with an error code. */
export class Refusal extends Error {
  /** @param signed false for a response that LianLian itself does not sign */
  constructor(
    readonly ret_code: string,
    readonly ret_msg: string = retMessage(ret_code),
    readonly signed = true,
    /** The fields that it is about. */
    readonly fields: readonly string[] = [],
    /** Why, where the code does not tell. */
    readonly reason?: Sentence,
    /** The rule that the fields break, where nothing better can be said of them. */
    readonly rule?: Sentence,
  ) {
    super(`${ret_code} ${ret_msg}`);
    this.name = 'Refusal';
  }

  /** 1004. It names the fields, never their values. */
  static fields(
    names: readonly string[],
    { reason, rule }: { readonly reason?: Sentence; readonly rule?: Sentence } = {},
  ): Refusal {
    return new Refusal('1004', `商户请求参数校验错误（${names.join(',')}）`, true, names, reason, rule);
  }
}
