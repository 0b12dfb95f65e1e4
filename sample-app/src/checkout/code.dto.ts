import { Allow, Matches } from 'class-validator';

import { saying } from '../language/text.js';

/** The SMS code. */
export class CodeDto {
  @Matches(/^\d{4,6}$/, saying({ zh: '短信验证码为 4 至 6 位数字。', en: 'The SMS code has 4 to 6 digits.' }))
  verify_code!: string;

  /** Which attempt the form is of, as the page wrote it. A form without it is of none. */
  @Allow()
  attempt?: unknown;
}
