import { LianlianConfigError } from '../../errors/lianlian-config.error.js';
import type { ExpectsPayments, ExpectsPayouts, LianlianHooks } from '../model/hooks.js';
import { handlerMessages } from './handler.messages.js';

/** Hooks of which whatever is asked first fails: a 500 with a line about the order, and LianLian sends it again. */
type FailingHooks = ExpectsPayments & ExpectsPayouts & Pick<LianlianHooks, 'onReturn'>;

/** The hooks of a handler that could not be made for a request. */
export function failingHooks(error: unknown): FailingHooks {
  const fail = (): never => {
    throw error;
  };
  return { expectedPayment: fail, expectedRefund: fail, expectedPayout: fail, onReturn: fail };
}

/**
 * The hooks for a merchant that has no handler: it came when the app ran already, by `merchants.add` or a
 * `merchantSource`.
 */
export function withoutHandler(oidPartner: string): FailingHooks {
  const problem = { option: '@LianlianHandler', message: handlerMessages.noHandlerYet(oidPartner) };
  return failingHooks(new LianlianConfigError([problem], { headline: handlerMessages.notHandled() }));
}
