import { describe, expect, it, vi } from 'vitest';

import type { MerchantRegistry } from '../../../../lib/config/merchant-registry.js';
import type { TakenMessages } from '../../../../lib/notifications/model/any-notification.js';
import { parseText } from '../../../../lib/notifications/receive/parse-message.js';
import { verifyNotification } from '../../../../lib/notifications/receive/verify-notification.js';
import { paymentFields } from '../../../support/lianlian-signs.js';
import { keys, payment } from '../../../support/shop.js';

const merchant = { lianlianPublicKeys: [keys.lianlian.publicKey], signType: 'RSA' };
const findClaimed = vi.fn().mockResolvedValue(merchant);
const verify = (fields: object, takes: TakenMessages = 'payments') =>
  verifyNotification(
    parseText(JSON.stringify(fields)),
    { findClaimed } as unknown as MerchantRegistry,
    takes,
  );

describe('a message is verified', () => {
  it('and is the notification that it says', async () => {
    expect(await verify(payment())).toMatchObject({
      notification: { kind: 'payment', money_order: '49.95' },
    });
  });

  it('after its kind is known, before a merchant is looked up', async () => {
    findClaimed.mockClear();
    expect(await verify({ ...payment(), result_pay: '' })).toEqual({ reason: 'not-a-notification' });
    expect(findClaimed).not.toHaveBeenCalled();
  });

  it('before its amount is looked at: of a forged one nothing is told', async () => {
    expect(await verify({ ...paymentFields({ money_order: 'x' }), sign: 'AAAA' })).toMatchObject({
      reason: 'invalid-signature',
    });
    expect(await verify(payment({ money_order: 'x' }))).toEqual({
      reason: 'unusable-amount',
      field: 'money_order',
    });
  });
});
