import { printable, shortened } from '../../common/printable.js';
import type { SandboxEvent } from '../../sandbox/contract.js';
import { shownResponse } from '../../sandbox/notifications/notification.js';
import type { OpenSandbox } from '../../sandbox/open-sandbox.js';

type Watched = Pick<OpenSandbox, 'log' | 'notifier' | 'services'>;

/** How many characters of a shop's response are printed. */
const MAX_RESPONSE = 400;

/** How many characters of any other part: a shop's request may have long ones, and be refused for it. */
const MAX_PART = 1_000;

/** The line about an event in the sandbox; undefined for an event that needs none. */
export function eventLine(event: SandboxEvent, sandbox: Watched): string | undefined {
  switch (event.type) {
    case 'request':
      return requestLine(event, sandbox);
    case 'delivery':
      return deliveryLine(event, sandbox);
    case 'unknown-path':
      return join(event.at, 'unknown path', event.method, said(event.explanation));
    case 'order':
      return join(event.at, 'order', event.no_order, event.what, event.detail);
    default:
      return undefined;
  }
}

function requestLine(event: Extract<SandboxEvent, { type: 'request' }>, { log }: Watched): string {
  const { diagnosis } = log.all().find(({ id }) => id === event.id) ?? {};
  const why = diagnosis === undefined ? 'not verified' : `${diagnosis.likely.en} ${diagnosis.likely.zh}`;
  const { explanation, warnings = [] } = event;
  const fault = event.fault === undefined ? undefined : `(fault: ${event.fault})`;
  return join(
    event.at,
    'request',
    event.api,
    event.no_order,
    event.verified ? 'verified' : why,
    `ret_code ${event.ret_code === '' ? 'none' : event.ret_code}`,
    event.ret_msg,
    fault,
    explanation && said(explanation),
    ...warnings.map((warning) => `warning: ${said(warning)}`),
  );
}

function deliveryLine(event: Extract<SandboxEvent, { type: 'delivery' }>, sandbox: Watched): string {
  const { kind, no_order, attempt, url, how, status, acknowledged, error, nextAt, explanation, warning } =
    event;
  const outcome = acknowledged
    ? 'acknowledged'
    : `not acknowledged: ${error ?? `HTTP ${String(status)} ${responseTo(event, sandbox)}`}`;
  const next = nextAt === undefined ? undefined : `(again at ${nextAt})`;
  return join(
    ...[event.at, 'notify', kind, no_order, how, `attempt ${String(attempt)}`, url, outcome],
    explanation && said(explanation),
    warning && `warning: ${said(warning)}`,
    next,
  );
}

function said({ en, zh }: Readonly<Record<'en' | 'zh', string>>): string {
  return `${en} ${zh}`;
}

function responseTo(
  { oid_paybill, notification, attempt }: Extract<SandboxEvent, { type: 'delivery' }>,
  { services, notifier }: Watched,
): string {
  const told = notifier.of(services.ledger.byPaybill(oid_paybill)).find(({ id }) => id === notification);
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
