import type { LianlianApiId } from '../../../lib/common/api-ids.js';
import type { ViolationRule } from '../../../lib/errors/violation.js';

/**
 * A request as LianLian itself shows it. `old` and `new` are the two editions of its GitBook, `demo` its demo programs.
 *
 * The fields are as sent, without `oid_partner`, `sign_type` and `sign`, which are each merchant's own. What looks like a
 * person's is made up, in the same shape. Blanks that a demo program leaves to be filled in are filled in.
 */
export interface Sample {
  readonly api: LianlianApiId;
  /** The page of the edition, or the program. */
  readonly source: string;
  readonly edition: 'old' | 'new' | 'demo';
  readonly fields: Readonly<Record<string, unknown>>;
  /** Why it cannot be sent as it stands: everything that is wrong with it, and nothing else. */
  readonly faults?: readonly Fault[] | undefined;
  /** What makes it right: fields to change, or with undefined to leave out. */
  readonly mended?: Readonly<Record<string, unknown>> | undefined;
}

interface Fault {
  readonly property: string;
  readonly rule: ViolationRule;
  readonly reason: string;
}

/** Values of the shape that the samples have. */
export const MADE_UP = {
  phone: '13900000001',
  idNumber: '110101190001011234',
  cardNumber: '6222020000000000000',
  name: '测试用户',
  agreement: '2014031700000000',
} as const;

export const REAL_URL = 'https://shop.example/lianlian';
export const REAL_IP = '122_11_37_211';

/** A value that stands for the merchant's own: `http://domain:port/notify`. */
export function placeholder(property: string, rule: ViolationRule): Fault {
  return { property, rule, reason: 'stands for a value of the reader’s own' };
}

/** Required by the table above the sample, and absent from it. */
export function leftOut(property: string): Fault {
  return { property, rule: 'required', reason: 'the table of the same page requires it' };
}

/** A name that no table has. */
export function misprinted(property: string, meant: string): Fault {
  return { property, rule: 'unknownField', reason: `misprint of ${meant}` };
}

/** What both editions paste where a time belongs. */
export const NUMBER_FOR_TIME: Fault = {
  property: 'dt_order',
  rule: 'lianlianTime',
  reason: 'an order number of 13 digits where the time of the order belongs',
};
