import { Matches } from 'class-validator';

/** The SMS code. */
export class CodeDto {
  @Matches(/^\d{4,6}$/, { message: '验证码为 4 至 6 位数字。 The code has 4 to 6 digits.' })
  verify_code!: string;
}
