import type {
  AttemptView,
  NotificationView,
  OrderDetailView,
  PayoutDetailView,
  ScenarioRule,
} from '../../../contract.js';
import { pathPart } from '../path-part.js';
import { curlOf } from './curl.js';

const ROOT = '/_sandbox/';
const JSON_TYPE = 'application/json';

/** What stands for a secret value in what the control API shows. */
const MASK = '***';

/** What a copied command does, in the words of the control API. */
export type CurlDoes = 'pay' | 'complete' | 'complete-refund' | 'deliver' | 'show';

/** A copied command, and what it does. */
interface CopiedCurl {
  readonly text: string;
  readonly does: CurlDoes;
}

/** What was sent to a shop, as a command: that very body, or where the panel does not know it, the sandbox's own copy. */
interface DeliveryCurl {
  readonly text: string;
  /** Parts of the body are secret: the sandbox is asked to send the real one. */
  readonly isAsked: boolean;
}

/** What its control API is asked to do. */
function controlCurl(origin: string, path: string, body?: object): string {
  return curlOf({
    url: `${origin}${ROOT}${path}`,
    // The sandbox's certificate is its own.
    options: origin.startsWith('https:') ? ['-k'] : [],
    body: body && { contentType: JSON_TYPE, json: JSON.stringify(body) },
  });
}

/** What comes next for an order: to pay it, to end a refund, to send its notification again, or to look at it. */
export function orderCurl(origin: string, order: OrderDetailView): CopiedCurl {
  const { no_order, can, refunds, oid_partner, dt_order } = order;
  const underWay = refunds.find(({ sta_refund }) => sta_refund === '1');
  if (underWay !== undefined) {
    const path = `refunds/${pathPart(underWay.no_refund)}/complete`;
    return { text: controlCurl(origin, path, { oid_partner }), does: 'complete-refund' };
  }
  const which = { oid_partner, dt_order };
  if (can.pay) return { text: controlCurl(origin, `orders/${pathPart(no_order)}/pay`, which), does: 'pay' };
  if (can.deliver) {
    const body = { ...which, how: 'again' };
    return { text: controlCurl(origin, `orders/${pathPart(no_order)}/deliveries`, body), does: 'deliver' };
  }
  const query = new URLSearchParams(which).toString();
  return { text: controlCurl(origin, `orders/${pathPart(no_order)}?${query}`), does: 'show' };
}

/** What comes next for a payout: to pay it, to send its notification again, or to look at it. */
export function payoutCurl(origin: string, payout: PayoutDetailView): CopiedCurl {
  const { no_order, can, oid_partner } = payout;
  const path = `payouts/${pathPart(no_order)}`;
  if (can.complete)
    return { text: controlCurl(origin, `${path}/complete`, { oid_partner }), does: 'complete' };
  if (can.deliver) {
    const body = { oid_partner, how: 'again' };
    return { text: controlCurl(origin, `${path}/deliveries`, body), does: 'deliver' };
  }
  const query = new URLSearchParams({ oid_partner }).toString();
  return { text: controlCurl(origin, `${path}?${query}`), does: 'show' };
}

/** Which order or payout a notification is about. */
export type Notified =
  | { readonly is: 'orders'; readonly of: Pick<OrderDetailView, 'no_order' | 'oid_partner' | 'dt_order'> }
  | { readonly is: 'payouts'; readonly of: Pick<PayoutDetailView, 'no_order' | 'oid_partner'> };

/** An attempt once more. What the shop answers is shown with its status. */
export function deliveryCurl(
  origin: string,
  notified: Notified,
  { id, contentType }: Pick<NotificationView, 'id' | 'contentType'>,
  { url, body, how = 'again' }: Pick<AttemptView, 'url' | 'body' | 'how'>,
): DeliveryCurl {
  if (!body.includes(MASK)) {
    const text = curlOf({ url: hrefOf(url), options: ['-i'], body: { contentType, json: body } });
    return { text, isAsked: false };
  }
  const { oid_partner } = notified.of;
  const dt_order = notified.is === 'orders' ? notified.of.dt_order : undefined;
  const path = `${notified.is}/${pathPart(notified.of.no_order)}/deliveries`;
  const asked = { oid_partner, dt_order, how, notification: id };
  return { text: controlCurl(origin, path, asked), isAsked: true };
}

/** The same scenario for another sandbox, or for this one after it was emptied. */
export function scenarioCurl(origin: string, rule: ScenarioRule): string {
  return controlCurl(origin, 'scenarios', rule);
}

/** A request with everything that the sandbox knows of it. */
export function requestCurl(origin: string, id: string): string {
  return controlCurl(origin, `requests/${pathPart(id)}`);
}

/** An address as it is asked for. */
const hrefOf = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);
