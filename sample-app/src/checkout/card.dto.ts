import { Transform, type TransformFnParams } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

import { saying } from '../language/text.js';

const spaceless = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string' ? value.replace(/[\s-]/g, '') : value;
/** As browsers fill it in, too: with the code of the country. */
const national = (params: TransformFnParams): unknown => {
  const value = spaceless(params);
  return typeof value === 'string' ? value.replace(/^(?:\+|00)86/, '') : value;
};
const trimmed = ({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value);

const NAME = saying({ zh: '请填写持卡人姓名。', en: 'Enter the cardholder name.' });

/** Where the payer's bank sends the SMS code. */
export class BankPhoneDto {
  @Transform(national)
  @Matches(/^1\d{10}$/, saying({ zh: '手机号为 11 位数字。', en: 'A mobile number has 11 digits.' }))
  bind_mob!: string;
}

/** The payer's card. It is passed on to LianLian and kept nowhere. Field names are LianLian's. */
export class CardDto extends BankPhoneDto {
  @Transform(spaceless)
  @Matches(
    /^\d{12,19}$/,
    saying({ zh: '银行卡号为 12 至 19 位数字。', en: 'A card number has 12 to 19 digits.' }),
  )
  card_no!: string;

  @Transform(trimmed)
  @IsString(NAME)
  @IsNotEmpty(NAME)
  @MaxLength(50, NAME)
  acct_name!: string;

  @Transform(spaceless)
  @Matches(
    /^(\d{15}|\d{17}[\dXx])$/,
    saying({ zh: '身份证号为 15 或 18 位。', en: 'An ID card number has 15 or 18 characters.' }),
  )
  id_no!: string;

  /** Ticked where the payer wants to pay with the card again. */
  @IsOptional()
  @IsIn(['yes'])
  save?: string;
}
