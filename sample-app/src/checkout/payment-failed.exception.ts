import { UnprocessableEntityException } from '@nestjs/common';

import { inWords, isText, same, type Text } from '../language/text.js';

/** Nothing was paid, and the payer may mend what they typed. */
export class PaymentFailedException extends UnprocessableEntityException {
  /** @param reason in words for the payer: orders of older versions have one text for all languages */
  constructor(reason: Text | string) {
    super(inWords(isText(reason) ? reason : same(reason), { zh: '支付未成功', en: 'The payment failed' }));
  }
}
