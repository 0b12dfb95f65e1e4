import type { Attributes } from '@opentelemetry/api';

import { errorClass } from '../common/error-text.js';
import type { SignableFields } from '../wire/signature.js';

/**
 * Names of attributes: those of the semantic conventions for HTTP (stable) and for messaging (in development, as of
 * 1.38), and our own below `lianlian.`. An order's number is all that they tell of a payer.
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

/** The numbers that name an order, a refund or a transaction; nothing else of a message becomes an attribute. */
const NUMBERS = ['oid_partner', 'no_order', 'oid_paybill', 'no_refund', 'oid_refundno'] as const;

export type Numbers = Partial<Readonly<Record<(typeof NUMBERS)[number], string>>>;

/** The numbers of a request, a notification or an event, by LianLian's names. */
export function numbersIn(fields: SignableFields | object): Numbers {
  return Object.fromEntries(
    NUMBERS.map((name) => [name, Reflect.get(fields, name) as unknown]).filter(
      ([, value]) => typeof value === 'string' && value !== '',
    ),
  ) as Numbers;
}

/** The class of an error, as the conventions name it: a message is for the log, and may hold what a payer typed. */
export function errorTypeOf(error: unknown): string {
  return error instanceof Error ? errorClass(error) : '_OTHER';
}

/** The same as attributes: `lianlian.no_order` and so on. */
export function numberAttributes(numbers: Numbers): Attributes {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [`lianlian.${name}`, value]));
}
