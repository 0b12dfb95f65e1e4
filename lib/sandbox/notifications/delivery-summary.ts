import {
  type DeliveryAttempt,
  type Notification,
  type NotifiedEntry,
  shownResponse,
} from './notification.js';

const LONGEST_RESPONSE = 300;

/** Sentences that say how each attempt ended, and when LianLian tries again. */
export function deliverySummary(
  entry: NotifiedEntry & { readonly result_pay: string },
  notification: Notification | undefined,
  now: Date,
): string {
  const { no_order, result_pay } = entry;
  if (notification === undefined) {
    return `LianLian (the sandbox) has sent no notification of the order ${no_order} yet: its result there is ${result_pay}`;
  }
  const { kind, url, attempts, nextAt } = notification;
  const lines = attempts.map((attempt) => `  ${String(attempt.attempt)}. ${endingOf(attempt)}`);
  const next =
    nextAt === undefined
      ? 'No attempt follows.'
      : `The next attempt is due in ${String(nextAt.getTime() - now.getTime())} ms of the sandbox's clock: sandbox.clock.advance brings it.`;
  return [
    `the shop did not acknowledge the ${kind} notification of the order ${no_order} at ${url}`,
    ...(lines.length === 0 ? ['  no attempt has ended'] : lines),
    next,
  ].join('\n');
}

function endingOf(attempt: DeliveryAttempt): string {
  const { how, status, error, acknowledged, explanation } = attempt;
  const copy = how === undefined ? '' : `(${how}) `;
  const why = explanation === undefined ? '' : ` (${explanation.en})`;
  if (error !== undefined) return `${copy}${error}${why}`;
  const response = shownResponse(attempt) ?? '';
  const said = response.length > LONGEST_RESPONSE ? `${response.slice(0, LONGEST_RESPONSE)}…` : response;
  const meaning = acknowledged ? 'acknowledged, but it was no true copy: ' : '';
  return `${copy}${meaning}HTTP ${String(status)} ${said}${why}`;
}
