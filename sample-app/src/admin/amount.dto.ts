import { Transform, type TransformFnParams } from 'class-transformer';
import { IsIn, IsOptional, Matches } from 'class-validator';

import { saying } from '../language/text.js';

/** The form of what moves money: sent once to ask, and once more, confirmed, to do it. */
export class ConfirmedDto {
  @IsOptional()
  @IsIn(['yes'])
  confirmed?: string;
}

/** An amount that the operator typed. */
export class AmountDto extends ConfirmedDto {
  @Transform(({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value))
  @Matches(
    /^(?!0(\.0{1,2})?$)(0|[1-9]\d{0,8})(\.\d{1,2})?$/,
    saying({ zh: '请输入金额，如 49.95。', en: 'Enter an amount, such as 49.95.' }),
  )
  amount!: string;
}

/** The form of a refund. */
export class RefundDto extends AmountDto {
  /** The number that the page gave it, so that a double click is one refund. */
  @IsOptional()
  @Matches(/^R\d{8}[0-9a-f]{22}$/)
  no_refund?: string;
}
