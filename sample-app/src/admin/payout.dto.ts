import { Transform, type TransformFnParams } from 'class-transformer';
import { Matches } from 'class-validator';

import { saying } from '../language/text.js';
import { AmountDto } from './amount.dto.js';

/** The form that pays a supplier. */
export class PayoutDto extends AmountDto {
  /** The number that the page gave it, so that a double click is one payout. Without it there is none. */
  @Matches(
    /^P\d{8}[0-9a-f]{22}$/,
    saying({ zh: '表单不完整，请重新打开。', en: 'The form is incomplete. Open it again.' }),
  )
  no_order!: string;

  /** In place of the rule of other amounts: LianLian pays less than a hundred million at once. */
  @Matches(
    /^(?!0(\.0{1,2})?$)(0|[1-9]\d{0,7})(\.\d{1,2})?$/,
    saying({
      zh: '请输入金额，如 49.95，须小于一亿元。',
      en: 'Enter an amount, such as 49.95, below a hundred million.',
    }),
  )
  override amount!: string;

  @Matches(/^[a-z-]{1,32}$/, saying({ zh: '请选择供应商。', en: 'Choose a supplier.' }))
  supplier!: string;

  /** Comes back in LianLian's notification. */
  @Transform(({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value))
  @Matches(
    /^[^\p{C}]{1,60}$/u,
    saying({ zh: '请填写用途，不超过 60 字。', en: 'Say what it is for, in at most 60 characters.' }),
  )
  purpose!: string;
}
