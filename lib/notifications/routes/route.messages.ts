import type { MarkedKind } from '../receive/route-mark.js';
import type { RouteBringer } from './route-metadata.js';

/** What to do about failures of body-parser, by their types. */
const PARSER_ADVICE: ReadonlyMap<string, string> = new Map([
  [
    'stream.encoding.set',
    'A middleware has set the request to text (setEncoding), which that parser refuses. Let it leave this path alone.',
  ],
  ['stream.not.readable', 'A middleware has read the request. Let it leave this path alone.'],
]);

/** What comes of an address that leads to no route, by the option that names it. */
const WITHOUT_ROUTE = {
  notifyUrl: 'LianLian would get a 404 for each notification, and no order would be paid',
  payoutNotifyUrl:
    'LianLian would get a 404 for each notification of a payout, or another route would refuse it, and nobody would hear what became of payouts',
  returnUrl: 'payers who come back would get a 404',
} as const;

/** What a route needs whose requests name no version. */
const BE_NEUTRAL =
  'Give it version: VERSION_NEUTRAL (of @nestjs/common), in @Controller({ path, version }) or with @Version.';

/** A route with a version, and the address that leads to it. */
interface VersionedRoute {
  readonly controllers: string;
  readonly option: keyof typeof WITHOUT_ROUTE;
  /** Without its query, which may hold a secret. */
  readonly address: string;
}

/**
 * Why nobody answers. Routes of ours write their responses themselves, so Nest writes none where an interceptor of the
 * app's brings a value in the place of a route's error, or in the place of the route.
 */
const UNANSWERED = {
  'route-failed':
    'It failed, and an interceptor brought a value in the place of the error (catchError with of), or an exception filter wrote nothing.',
  'route-not-called':
    'An interceptor let it through to no route: it brought a value of its own without next.handle(), or it still waits for something.',
} as const;

export type UnansweredCause = keyof typeof UNANSWERED;

/** Every sentence about the app's routes that a developer may read. */
export const routeMessages = {
  moduleMissing: () =>
    'is not imported, and the app has a route of its own (LianlianController(), @LianlianNotify, @LianlianPayoutNotify, @LianlianReturn or LianlianSignatureGuard): import LianlianModule.forRoot() or forRootAsync() once in the app',
  /** A route whose messages would be compared with nothing. */
  noExpectation: (
    controller: string,
    { kind, by }: { readonly kind: MarkedKind; readonly by: RouteBringer },
  ) =>
    kind === 'payout-notify'
      ? noExpectedPayout(controller, by === 'mixin')
      : noExpectedPayment(controller, by === 'mixin'),
  misspeltHook: (controller: string, name: string, meant: string) =>
    `${controller} has a ${name}, and no ${meant}: did you mean ${meant}? Nothing calls ${name} for LianLian. If it is something else, give it another name`,
  hookIsStatic: (controller: string, hook: string) =>
    `${controller} has a static ${hook}, which nothing calls: hooks are called on the instance, so remove "static"`,
  hookIsNoFunction: (controller: string, hook: string) =>
    `${controller} has a ${hook} that is no function: write it as a method, or give what it is another name`,
  hookIsHidden: (controller: string, hook: string) =>
    `${controller} declares a property ${hook} without a value, which hides the method ${hook} that it has or inherits: remove the property, or write "declare" before it`,
  idleHook: (controller: string, hook: string) =>
    `${controller} has a ${hook}, and nothing calls it for LianLian: no notification route asks it (${hook.endsWith('Payout') || hook.endsWith('Payouts') ? 'LianlianController() or @LianlianHandler() with onPayout, or @LianlianPayoutNotify' : 'LianlianController(), @LianlianHandler(), or @LianlianNotify without checkAmount: false'}).`,
  hiddenRoute: (controller: string, method: string) =>
    `${controller} has a ${method} of its own, which hides an inherited LianLian route of that name: rename it, or decorate it again`,
  wrongUrl: (option: keyof typeof WITHOUT_ROUTE, origin: string, path: string, paths: readonly string[]) =>
    `${option} is ${origin}${path}, and no LianLian route of this app for it has that path: ${WITHOUT_ROUTE[option]}. The app has ${paths.map((each) => origin + each).join(', ')}. Correct ${option}, with the global prefix, the version, the case and the slashes of the route; leave it only if a proxy in front of the app changes the path.`,
  shadowed: (kind: MarkedKind, path: string, by: string) =>
    `The app has a route ${by}, which was registered before the LianLian route ${path} and takes its requests: ${kind === 'return' ? 'payers who come back would get there' : 'what LianLian sends would get there, and no order would be paid'}. Express asks routes in their order, those of the root module first: give the LianLian routes a path that no other route takes (routes of LianlianModule, or the path of their controller), or register that controller after them.`,
  otherHost: (controllers: string, option: keyof typeof WITHOUT_ROUTE, hosts: readonly string[]) =>
    `${controllers}: the LianLian route that ${option} should lead to is bound to another host (@Controller({ host })) than ${option} names (${hosts.join(', ')}): ${WITHOUT_ROUTE[option]}. Name that host there, correct ${option}, or leave it only if a proxy in front of the app changes the host.`,
  versionedByHeader: (controller: string) =>
    `${controller} has a LianLian route with a version that a request names in a header, and neither LianLian nor a payer's browser sends that header: they would get a 404. ${BE_NEUTRAL}`,
  otherVersion: (subject: VersionedRoute, versions: readonly string[], extracted: readonly string[]) =>
    `${routeWithVersion(subject, versions)}, and the app's extractor (VersioningType.CUSTOM) makes ${extracted.length === 0 ? 'no version' : `version ${extracted.join(', ')}`} of a request to it, in which no header names one: ${WITHOUT_ROUTE[subject.option]}. ${BE_NEUTRAL}`,
  extractorFailed: (subject: VersionedRoute, failure: string) =>
    `${routeWithVersion(subject)}, and the app's extractor (VersioningType.CUSTOM) threw (${failure}) when it was asked about a request to it, in which no header names one. So it cannot be known whether such requests reach the route; where they do not, ${WITHOUT_ROUTE[subject.option]}. ${BE_NEUTRAL}`,
  headersTaken: (kind: MarkedKind) =>
    `Something of the app's (a middleware, a guard or an interceptor that calls flushHeaders, writeHead or write) sent the headers of a LianLian route's response before the route was done. The response was ended without ${kind === 'return' ? 'the way on: the payer sees an empty page' : 'the acknowledgement: LianLian will send the notification again and again. It was handled, and copies are not handled twice'}. Let it leave this path alone.`,
  held: (kind: MarkedKind, holder: 'onSend' | 'end', ms: number) =>
    `${holder === 'onSend' ? "An onSend hook of the app's (Fastify)" : "A middleware of the app's that waits in response.end (a session's store, say)"} has kept the response of a LianLian route for ${String(ms)} ms. ${heldConsequence(kind, holder)} Find out what it waits for, or let it leave this path alone.`,
  unanswered: (
    kind: MarkedKind,
    cause: UnansweredCause,
    { status, ms, subject }: { status: number; ms: number; subject: string | undefined },
  ) =>
    `${subject === undefined ? '' : `${subject}: `}A request to a LianLian route (${kind}) had no response after ${String(ms)} ms. ${UNANSWERED[cause]} LianLian's routes write their responses themselves, so that Nest writes none in their place. It was answered with ${String(status)} now: ${kind === 'return' ? 'the payer sees an error; the notification or a query tells whether the order is paid' : 'nothing was acknowledged, and LianLian sends it again'}. Let the interceptor pass the error on (throwError), and call next.handle(), or let it leave this path alone.`,
  unansweredBody: (cause: UnansweredCause) =>
    cause === 'route-failed'
      ? 'The route failed, and nothing of the app wrote a response.'
      : 'Something of the app stood in the place of the route, and wrote no response.',
  answeredBefore: (kind: MarkedKind, status: number, address: string) =>
    `A request to a LianLian route (${kind}) was answered with HTTP ${String(status)} before this module's turn: by a guard, a throttler or a middleware of the app's. It came from ${address}. ${kind === 'return' ? 'If it was a payer who came back, they saw that answer; the notification or a query tells whether the order is paid.' : 'If LianLian sent it, nobody hears of the payment: it comes again for some hours, and then no more.'} Exempt the route: put what your guards look for (@Public(), @SkipThrottle()) on its controller, or into routes.decorators of forRoot.`,
  parserFailed: (kind: MarkedKind, type: string, address: string) =>
    `Nest's body parser failed (${type}) on a LianLian route, before this module's turn. ${PARSER_ADVICE.get(type) ?? 'The body is not what its headers say.'} It came from ${address}. ${kind === 'return' ? "A payer who came back sees that error. It settles nothing: LianLian's notification or a query tells whether the order is paid." : 'Not acknowledged; if LianLian sent it, it comes again.'}`,
  noPath: () => 'its path must be text, or a list of texts; options stand behind it',
  unguarded: () =>
    'A LianLian route was reached without LianlianSignatureGuard: was the guard overridden or removed?',
  noLocation: (hook: string) => `${hook} must return the URL of a page of the app, as text`,
} as const;

function routeWithVersion(
  { controllers, option, address }: VersionedRoute,
  versions: readonly string[] = [],
): string {
  const version = versions.length === 0 ? 'a version' : `version ${[...new Set(versions)].join(', ')}`;
  return `${controllers}: the LianLian route that ${option} (${address}) leads to has ${version}`;
}

function noExpectedPayment(controller: string, isMixin: boolean): string {
  return isMixin
    ? `${controller} extends LianlianController() but has no expectedPayment(): add the method, which returns the order that a payment claims to be for, or null`
    : `${controller} has a @LianlianNotify route but no expectedPayment(): implement ExpectsPayments, or say @LianlianNotify(path, { checkAmount: false })`;
}

function noExpectedPayout(controller: string, isMixin: boolean): string {
  const what = isMixin ? 'onPayout()' : 'a @LianlianPayoutNotify route';
  return `${controller} has ${what} but no expectedPayout(): add the method (ExpectsPayouts), which returns the payout that a message claims to be about, or null`;
}

function heldConsequence(kind: MarkedKind, holder: 'onSend' | 'end'): string {
  if (holder === 'onSend') return 'It was sent without what the hook would have added.';
  return kind === 'return'
    ? 'The payer waits.'
    : 'LianLian gets no acknowledgement and sends the notification again. It was handled, and copies are not handled twice.';
}
