import { LianlianConfigError } from '../../errors/lianlian-config.error.js';
import type { ExpectsPayments, ExpectsPayouts } from '../model/hooks.js';
import { handlerMessages } from './handler.messages.js';

/**
 * The hooks for a merchant that has no handler: it came when the app ran already, by `merchants.add` or a
 * `merchantSource`. Whatever LianLian says of it fails with a sentence, and comes again.
 */
export function withoutHandler(oidPartner: string): ExpectsPayments & ExpectsPayouts {
  const fail = (): never => {
    throw new LianlianConfigError([
      { option: '@LianlianHandler', message: handlerMessages.noHandlerYet(oidPartner) },
    ]);
  };
  return { expectedPayment: fail, expectedRefund: fail, expectedPayout: fail };
}
