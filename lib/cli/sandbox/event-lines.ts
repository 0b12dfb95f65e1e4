import { printable, shortened } from '../../common/printable.js';
import type { SpokenLanguage } from '../../common/language/preferred-language.js';
import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { SandboxEvent } from '../../sandbox/contract.js';
import { shownResponse } from '../../sandbox/notifications/notification.js';
import type { OpenSandbox } from '../../sandbox/open-sandbox.js';
import { eventMessages } from './event.messages.js';

type Watched = Pick<OpenSandbox, 'log' | 'notifier'>;

/** How many characters of a shop's response are printed. */
const MAX_RESPONSE = 400;

/** How many characters of any other part: a shop's request may have long ones, and be refused for it. */
const MAX_PART = 1_000;

/** The line about an event in the sandbox; undefined for an event that needs none. */
export function eventLine(
  event: SandboxEvent,
  sandbox: Watched,
  language: SpokenLanguage,
): string | undefined {
  const say = (sentence: Sentence): string => sentence[language];
  switch (event.type) {
    case 'request':
      return requestLine(event, sandbox, say);
    case 'delivery':
      return deliveryLine(event, sandbox, say);
    case 'unknown-path':
      return join(event.at, say(eventMessages.unknownPath()), event.method, say(event.explanation));
    case 'unreadable-connection':
      return join(event.at, say(eventMessages.connection()), say(event.explanation));
    case 'order':
      return join(event.at, say(eventMessages.order()), event.no_order, event.what, event.detail);
    case 'payout':
      return join(event.at, say(eventMessages.payout()), event.no_order, event.what, event.detail);
    case 'balance':
      return join(event.at, say(eventMessages.balance()), event.oid_partner, event.amt_balance);
    default:
      return undefined;
  }
}

/** A sentence in the language of the terminal. */
type Say = (sentence: Sentence) => string;

function requestLine(event: Extract<SandboxEvent, { type: 'request' }>, { log }: Watched, say: Say): string {
  const { diagnosis } = log.all().find(({ id }) => id === event.id) ?? {};
  const why = say(diagnosis?.likely ?? eventMessages.notVerified());
  const { explanation, warnings = [] } = event;
  const fault = event.fault === undefined ? undefined : say(eventMessages.fault(event.fault));
  return join(
    event.at,
    say(eventMessages.request()),
    event.api,
    event.no_order,
    event.verified ? say(eventMessages.verified()) : why,
    say(eventMessages.code(event.ret_code)),
    event.ret_msg,
    fault,
    explanation && say(explanation),
    ...warnings.map((warning) => say(eventMessages.warning(warning))),
  );
}

function deliveryLine(
  event: Extract<SandboxEvent, { type: 'delivery' }>,
  sandbox: Watched,
  say: Say,
): string {
  const { kind, no_order, attempt, url, how, status, acknowledged, error, nextAt, explanation, warning } =
    event;
  const outcome = acknowledged
    ? say(eventMessages.acknowledged())
    : say(eventMessages.notAcknowledged(error ?? `HTTP ${String(status)} ${responseTo(event, sandbox)}`));
  const next = nextAt === undefined ? undefined : say(eventMessages.again(nextAt));
  return join(
    ...[event.at, say(eventMessages.notify()), kind, no_order, how],
    ...[say(eventMessages.attempt(attempt)), url, outcome],
    explanation && say(explanation),
    warning && say(eventMessages.warning(warning)),
    next,
  );
}

function responseTo(
  { notification, attempt }: Extract<SandboxEvent, { type: 'delivery' }>,
  { notifier }: Watched,
): string {
  const told = notifier.get(notification);
  const delivery = told?.attempts.find((each) => each.attempt === attempt);
  const response = (delivery && shownResponse(delivery)) ?? '';
  return shortened(response, MAX_RESPONSE);
}

function join(at: string, ...parts: readonly (string | undefined)[]): string {
  const words = parts
    .filter((part) => part !== undefined && part !== '')
    .map((part) => printable(shortened(part ?? '', MAX_PART)));
  return `${at.slice(11, 19)}  ${words.join('  ')}\n`;
}
