import 'reflect-metadata';

import { isMerchantNumber } from '../../common/merchant-number.js';
import { readOptions } from '../../common/options/read-options.js';
import type { LianlianHooks } from '../model/hooks.js';
import { handlerMessages } from './handler.messages.js';

/** Whose messages a class with `@LianlianHandler()` gets. */
export interface LianlianHandlerOptions {
  /** The merchant, or several. Left out: every merchant of the app. */
  readonly oidPartner?: string | readonly string[] | undefined;
}

/** A class decorator for a class with the hooks: `expectedPayment` and `onPayment` are asked for at compile time. */
export type LianlianHandlerDecorator = (target: abstract new (...args: never[]) => LianlianHooks) => void;

/** What is kept of a handler's class, under our own key. */
interface HandlerMark {
  /** Undefined: every merchant of the app. */
  readonly oidPartners: readonly string[] | undefined;
}

const HANDLER = Symbol('lianlian:handler');

/**
 * Makes an injectable class the one whose hooks get what LianLian says: payments, refunds, payouts, and payers who come
 * back. It is found wherever it is a provider, and `routes` of the module brings the routes, so that there is no
 * controller to write.
 *
 * A merchant has one handler. Two for one merchant, or none, fail the start by name; so does a hook that is misspelt.
 *
 * @throws LianlianConfigError for an option that is misspelt, or no merchant number
 * @example
 * @LianlianHandler()
 * @Injectable()
 * export class PaymentsHandler implements LianlianHooks {
 *   constructor(private readonly orders: OrdersService) {}
 *   expectedPayment(no_order: string) { return this.orders.find(no_order); }
 *   async onPayment(notification: PaymentNotification) { await this.orders.markPaid(notification); }
 * }
 *
 * LianlianModule.forRoot({ routes: 'payments', oidPartner, privateKey, lianlianPublicKey, notifyUrl })
 */
export function LianlianHandler(options: LianlianHandlerOptions = {}): LianlianHandlerDecorator {
  return (target) => {
    const oidPartners = readOptions(
      options,
      { of: `@LianlianHandler on ${target.name}`, known: ['oidPartner'] },
      (reader) => {
        const given = reader.value('oidPartner');
        if (given === undefined) return undefined;
        const numbers: readonly unknown[] = Array.isArray(given) ? given : [given];
        const right = numbers.filter(isNumber);
        if (right.length < numbers.length || numbers.length === 0) {
          reader.problem('oidPartner', handlerMessages.merchantNumber());
        }
        return right;
      },
    );
    Reflect.defineMetadata(HANDLER, { oidPartners } satisfies HandlerMark, target);
  };
}

/** The mark of a handler's class: its own, or that of the class that it extends. */
export function handlerMarkOf(type: object): HandlerMark | undefined {
  return Reflect.getMetadata(HANDLER, type) as HandlerMark | undefined;
}

/** Whether another copy of this package made a class a handler: its key has the same name, and is another one. */
export function isHandlerOfOtherCopy(type: object): boolean {
  return Reflect.getMetadataKeys(type).some(
    (key: unknown) => typeof key === 'symbol' && key !== HANDLER && key.description === HANDLER.description,
  );
}

function isNumber(value: unknown): value is string {
  return typeof value === 'string' && isMerchantNumber(value);
}
