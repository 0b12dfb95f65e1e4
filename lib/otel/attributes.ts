import type { Attributes } from '@opentelemetry/api';

import { errorClass, isError } from '../common/secrets/error-text.js';
import { printable } from '../common/printable.js';
import { IDENTIFYING_NUMBERS, type IdentifyingNumbers } from '../common/messages/identifying-numbers.js';
import type { SignableFields } from '../wire/signature.js';

/**
 * Names of attributes: those of the semantic conventions for HTTP (stable) and for messaging (in development, as of
 * 1.38), and our own below `lianlian.`. Nothing in them is about a payer but the number of an order.
 */
export const ATTRIBUTE = {
  method: 'http.request.method',
  resends: 'http.request.resend_count',
  status: 'http.response.status_code',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  url: 'url.full',
  errorType: 'error.type',
  messagingSystem: 'messaging.system',
  messagingOperation: 'messaging.operation.name',
  messagingOperationType: 'messaging.operation.type',
  messagingDestination: 'messaging.destination.name',
  messageId: 'messaging.message.id',
  api: 'lianlian.api',
  retCode: 'lianlian.ret_code',
  outcome: 'lianlian.outcome',
  event: 'lianlian.event',
  kind: 'lianlian.kind',
  reason: 'lianlian.reason',
  hook: 'lianlian.hook',
} as const;

/** The numbers of a request, a notification or an event, by LianLian's names. */
export function numbersIn(fields: SignableFields | object): IdentifyingNumbers {
  return Object.fromEntries(
    IDENTIFYING_NUMBERS.map((name) => [name, Reflect.get(fields, name) as unknown]).filter(
      ([, value]) => typeof value === 'string' && value !== '',
    ),
  ) as IdentifyingNumbers;
}

/** The class of an error, as the conventions name it: a message is for the log, and may hold what a payer typed. */
export function errorTypeOf(error: unknown): string {
  return isError(error) ? errorClass(error) : '_OTHER';
}

/** The same for attributes and log lines, which a number of somebody else's must not break or forge. */
export function shownNumbers(numbers: IdentifyingNumbers): IdentifyingNumbers {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, value && printable(value)]),
  );
}

/** The same as attributes: `lianlian.no_order` and so on. */
export function numberAttributes(numbers: IdentifyingNumbers): Attributes {
  const shown = Object.entries(shownNumbers(numbers));
  return Object.fromEntries(shown.map(([name, value]) => [`lianlian.${name}`, value]));
}
