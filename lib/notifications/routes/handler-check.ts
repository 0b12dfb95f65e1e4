import type { LianlianSettings } from '../../config/settings.js';
import type { ConfigProblem } from '../../errors/lianlian-config.error.js';
import type { MarkedKind } from '../receive/route-mark.js';
import { type AppHandler, takes } from './app-handlers.js';
import { handlerMessages } from './handler.messages.js';
import { hasHook, hookProblems, mayHaveHook } from './hook-check.js';

type KnownMerchants = Pick<LianlianSettings, 'merchants' | 'merchantSource'>;

/**
 * What keeps handlers from being called as they should: each merchant has one, and one that can handle. Where controllers
 * of the app have routes of their own, a merchant may be theirs.
 */
export function handlerProblems(
  handlers: readonly AppHandler[],
  { merchants }: KnownMerchants,
  haveOthers: boolean,
): readonly ConfigProblem[] {
  if (handlers.length === 0) return [{ option: 'routes', message: handlerMessages.noHandler() }];
  return [
    ...shared(handlers, merchants),
    ...(haveOthers ? [] : unhandled(handlers, merchants)),
    ...handlers.flatMap(missingHooks),
  ];
}

/**
 * What will be missing while the app runs, and ends no start.
 *
 * @param others routes of the app's own controllers
 */
export function handlerWarnings(
  handlers: readonly AppHandler[],
  { merchants, merchantSource }: KnownMerchants,
  others: { readonly areThere: boolean; readonly take: (kind: MarkedKind) => boolean },
): readonly string[] {
  const known = merchants.map(({ oidPartner }) => oidPartner);
  const isAnyKnown = merchantSource !== undefined;
  const everyNamed = handlers.every(({ oidPartners }) => oidPartners !== undefined);
  const idle = handlers.flatMap((handler) => {
    const { oidPartners = known } = handler;
    const unknown = oidPartners.filter((number) => !known.includes(number));
    return isAnyKnown || unknown.length === 0
      ? []
      : [handlerMessages.idleHandler(handler.metatype.name, unknown)];
  });
  const silent = merchants.flatMap(({ oidPartner, payoutNotifyUrl, returnUrl }) => {
    const handler = handlers.find((each) => takes(each, oidPartner));
    if (handler === undefined) return [];
    const { name } = handler.metatype;
    const lacks = (hook: string, url: string | undefined, kind: MarkedKind): boolean =>
      url !== undefined && !mayHaveHook(handler, hook) && !others.take(kind);
    return [
      ...(lacks('onPayout', payoutNotifyUrl, 'payout-notify')
        ? [handlerMessages.noOnPayout(name, oidPartner)]
        : []),
      ...(lacks('onReturn', returnUrl, 'return') ? [handlerMessages.noOnReturn(name, oidPartner)] : []),
    ];
  });
  return [
    ...idle,
    ...silent,
    ...(others.areThere
      ? unhandled(handlers, merchants).map(({ message }) => handlerMessages.theirs(message))
      : []),
    ...(isAnyKnown && everyNamed ? [handlerMessages.sourceWithoutHandler(namesOf(handlers))] : []),
  ];
}

/** Merchants with two handlers. */
function shared(
  handlers: readonly AppHandler[],
  merchants: KnownMerchants['merchants'],
): readonly ConfigProblem[] {
  const ofAll = handlers.filter(({ oidPartners }) => oidPartners === undefined);
  if (ofAll.length > 1) {
    return [{ option: '@LianlianHandler', message: handlerMessages.severalForAll(namesOf(ofAll)) }];
  }
  const numbers = new Set([
    ...merchants.map(({ oidPartner }) => oidPartner),
    ...handlers.flatMap(({ oidPartners = [] }) => oidPartners),
  ]);
  return [...numbers].flatMap((number) => {
    const own = handlers.filter((handler) => takes(handler, number));
    if (own.length < 2) return [];
    return [{ option: '@LianlianHandler', message: handlerMessages.severalHandlers(number, namesOf(own)) }];
  });
}

/** Merchants without one. */
function unhandled(
  handlers: readonly AppHandler[],
  merchants: KnownMerchants['merchants'],
): readonly ConfigProblem[] {
  return merchants
    .filter(({ oidPartner }) => !handlers.some((handler) => takes(handler, oidPartner)))
    .map(({ oidPartner }) => ({
      option: '@LianlianHandler',
      message: handlerMessages.noHandlerFor(oidPartner, namesOf(handlers)),
    }));
}

/** The names of handlers; one class that two modules provide is two handlers. */
function namesOf(handlers: readonly AppHandler[]): readonly string[] {
  const names = handlers.map(({ metatype }) => metatype.name);
  return [...new Set(names)].map((name) => {
    const times = names.filter((each) => each === name).length;
    return times > 1 ? handlerMessages.provided(name, times) : name;
  });
}

function missingHooks(handler: AppHandler): readonly ConfigProblem[] {
  const { name } = handler.metatype;
  const required = [
    ['expectedPayment', handlerMessages.noExpectedPayment(name)],
    ['onPayment', handlerMessages.noOnPayment(name)],
    ...(hasHook(handler, 'onPayout')
      ? [['expectedPayout', handlerMessages.noExpectedPayout(name)] as const]
      : []),
  ] as const;
  return required
    .filter(([hook]) => !mayHaveHook(handler, hook) && hookProblems(handler, [hook]).length === 0)
    .map(([, message]) => ({ option: name, message }));
}
