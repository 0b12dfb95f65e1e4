import { type AttemptView, type DeliveryHow, falseDeliveries } from '../../../contract.js';
import { commentOf, literalOf } from './literal.js';

/** Says something in the language of the page. */
export type Say = (zh: string, en: string) => string;

/** What the sandbox takes for ten minutes, where it is not told otherwise. */
export const LATE_MS = 600_000;

/** Whose notification is delivered. */
export interface Whose {
  readonly is: 'orders' | 'payouts';
  readonly no_order: string;
}

/** What a test calls to deliver it, and to look at what was delivered. */
export function calledFor({ is }: Whose): string {
  return is === 'orders' ? 'sandbox' : 'sandbox.payouts';
}

/** The lines of a test that deliver a notification as it was delivered, and expect the right response of the shop. */
export function deliveryTest(whose: Whose, attempt: AttemptView, say: Say): readonly string[] {
  const { how = 'again' } = attempt;
  const sandbox = calledFor(whose);
  const number = literalOf(whose.no_order);
  const deliver = `await ${sandbox}.deliver(${number}, ${literalOf({ how })})`;
  const expected = literalOf(expectedOf(attempt));
  if (how !== 'late') return [...remarkOn(attempt, say), `expect(${deliver}).toMatchObject(${expected});`];
  return [
    `${deliver};`,
    `await sandbox.clock.advance(${String(LATE_MS)});`,
    ...remarkOn(attempt, say),
    `expect(${sandbox}.deliveries(${number}).filter(({ how }) => how === 'late').at(-1)).toMatchObject(${expected});`,
  ];
}

/** What a shop should respond: as it did where it did right. */
export function expectedOf(attempt: AttemptView): { acknowledged: boolean; status?: number | undefined } {
  const acknowledged = shouldAcknowledge(attempt);
  const isRight = attempt.acknowledged === acknowledged && attempt.how !== 'dropped';
  return { status: isRight ? attempt.status : undefined, acknowledged };
}

/** What was wrong with the response, as a comment. */
export function remarkOn(attempt: AttemptView, say: Say): readonly string[] {
  const { acknowledged, status } = attempt;
  if (attempt.how === 'dropped' || acknowledged === shouldAcknowledge(attempt)) return [];
  if (acknowledged)
    return [commentOf(say('当时商户误接受了这条通知。', 'The shop took it, which it must not.'))];
  const told =
    status === undefined
      ? say('当时商户没有应答。', 'There was no response of the shop.')
      : say(
          `当时商户应答 HTTP ${String(status)}，没有确认。`,
          `The shop answered HTTP ${String(status)}, which acknowledged nothing.`,
        );
  return [commentOf(told)];
}

const LOST: DeliveryHow = 'dropped';

function shouldAcknowledge(attempt: Pick<AttemptView, 'how'>): boolean {
  return !falseDeliveries.has(attempt.how) && attempt.how !== LOST;
}
