import { shortened } from '../common/printable.js';
import type { CallerAdvice } from './caller-advice.js';
import { LianlianError } from './lianlian.error.js';
import type { ReturnCodeCategory } from './return-code-category.js';

/** How many characters of LianLian's own text the sentence has: a refusal may come unsigned. */
const MAX_RET_MSG = 256;

/** What LianLian's refusal says, and what is known of it. */
interface ApiErrorDetails {
  /** The API and the order that the sentence speaks of. */
  readonly subject: string;
  readonly api?: string | undefined;
  readonly ret_code: string;
  readonly ret_msg: string;
  readonly category: ReturnCodeCategory | undefined;
  readonly description: string | undefined;
  readonly advice: CallerAdvice;
  readonly outcome: 'failed' | 'unknown';
  /** A sentence that says why the refusal does not tell what became of it, where its code would. */
  readonly untold?: string | undefined;
}

/**
 * LianLian answered with a `ret_code` that is an error.
 *
 * With the outcome `unknown` (categories pending, unavailable, duplicate, already_done, other, and codes
 * that are not listed; or a refusal of what was sent before, or about something else) the payment may have been made, or may still be: query it.
 */
export class LianlianApiError extends LianlianError {
  declare readonly outcome: 'failed' | 'unknown';
  /** The API that refused, such as `easypay.verify`; undefined where an error was made without one. */
  readonly api: string | undefined;
  /** LianLian's code, such as `1004`. */
  readonly ret_code: string;
  /** LianLian's own text, in Chinese. It varies: never match on it. */
  readonly ret_msg: string;
  /** What kind of refusal it is; undefined for a code that is not listed. */
  readonly category: ReturnCodeCategory | undefined;
  /** What the code means, in English; undefined for a code that is not listed. */
  readonly description: string | undefined;
  /** What to do about it; `CallerAdvice` has the table. */
  readonly advice: CallerAdvice;

  constructor(details: ApiErrorDetails) {
    const { api, ret_code, ret_msg, category, description, advice, outcome } = details;
    super(sentenceOf(details), { outcome });
    this.api = api;
    this.ret_code = ret_code;
    this.ret_msg = ret_msg;
    this.category = category;
    this.description = description;
    this.advice = advice;
  }
}

function sentenceOf({ subject, ret_code, ret_msg, description, outcome, untold }: ApiErrorDetails): string {
  const next =
    outcome === 'failed'
      ? 'Nothing was done.'
      : 'The outcome is not known: query it before you send it again.';
  const said = [description, untold, next].filter((sentence) => sentence !== undefined).join(' ');
  return `${subject}: LianLian answered ${shortened(ret_code)} ${shortened(ret_msg, MAX_RET_MSG)}. ${said}`;
}
