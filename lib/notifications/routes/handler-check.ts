import type { LianlianSettings } from '../../config/settings.js';
import type { ConfigProblem } from '../../errors/lianlian-config.error.js';
import { type AppHandler, takes } from './app-handlers.js';
import { handlerMessages } from './handler.messages.js';
import { hasHook, hookProblems, mayHaveHook } from './hook-check.js';

type KnownMerchants = Pick<LianlianSettings, 'merchants' | 'merchantSource'>;

/** What keeps handlers from being called as they should: each merchant has one, and one that can handle. */
export function handlerProblems(
  handlers: readonly AppHandler[],
  { merchants }: KnownMerchants,
): readonly ConfigProblem[] {
  if (handlers.length === 0) return [{ option: 'routes', message: handlerMessages.noHandler() }];
  return [...shared(handlers, merchants), ...handlers.flatMap(missingHooks)];
}

/** What will be missing while the app runs, and ends no start. */
export function handlerWarnings(
  handlers: readonly AppHandler[],
  { merchants, merchantSource }: KnownMerchants,
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
    const lacks = (hook: string, url: string | undefined): boolean =>
      url !== undefined && !mayHaveHook(handler, hook);
    return [
      ...(lacks('onPayout', payoutNotifyUrl) ? [handlerMessages.noOnPayout(name, oidPartner)] : []),
      ...(lacks('onReturn', returnUrl) ? [handlerMessages.noOnReturn(name, oidPartner)] : []),
    ];
  });
  return [
    ...idle,
    ...silent,
    ...(isAnyKnown && everyNamed ? [handlerMessages.sourceWithoutHandler(namesOf(handlers))] : []),
  ];
}

/** Merchants with two handlers, and those with none. */
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
    if (own.length === 1) return [];
    const message =
      own.length === 0
        ? handlerMessages.noHandlerFor(number, namesOf(handlers))
        : handlerMessages.severalHandlers(number, namesOf(own));
    return [{ option: '@LianlianHandler', message }];
  });
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
