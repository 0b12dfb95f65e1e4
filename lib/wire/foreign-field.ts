import { isBlank } from '../common/blank.js';
import { fenOf } from '../common/money.js';
import type { SignableFields } from './signature.js';

type Compare = (ours: string, theirs: string) => boolean;

const sameText: Compare = (ours, theirs) => ours === theirs;
const sameAmount: Compare = (ours, theirs) => fenOf(ours) === fenOf(theirs);
/** LianLian repeats a card's number by its last 4 digits, whatever stands before them. */
const sameCard: Compare = (ours, theirs) => ours.slice(-4) === theirs.slice(-4);

/** What says whose and which payment, refund, authorization or card a message is about. */
const IDENTIFYING: Readonly<Record<string, Compare>> = {
  oid_partner: sameText,
  no_order: sameText,
  dt_order: sameText,
  oid_paybill: sameText,
  no_refund: sameText,
  dt_refund: sameText,
  oid_refundno: sameText,
  user_id: sameText,
  card_no: sameCard,
  currency_order: sameText,
  currency_settle: sameText,
  money_order: sameAmount,
  money_refund: sameAmount,
};

/**
 * The field by which a response is not about what was asked: a genuine one may still be the response to another request.
 * What one of the two does not name is not compared; but an amount of ours is in yuan where we name no currency.
 */
export function foreignField(asked: SignableFields, received: SignableFields): string | undefined {
  const wanted = isBlank(asked['money_order']) ? asked : { currency_order: 'CNY', ...asked };
  return Object.keys(IDENTIFYING).find((name) => {
    const [ours, theirs] = [wanted[name], received[name]];
    return !isBlank(ours) && !isBlank(theirs) && IDENTIFYING[name]?.(ours, theirs) === false;
  });
}
