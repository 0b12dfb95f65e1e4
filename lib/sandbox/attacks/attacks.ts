import { otherPartner } from '../common/merchants.js';
import type { Attack, Scene } from './attack.js';
import { attackWords as says } from './attack.messages.js';
import {
  altered,
  digestOnly,
  doubledNames,
  otherAmount,
  cheaperCurrency,
  payoutFields,
  earlyRefundFields,
} from './false-messages.js';
import type { ShopResponse } from './shop-under-attack.js';
import { slowConnections } from './slow-connections.js';

/** Far more than any notification has. */
const HUGE_BYTES = 8 * 1024 * 1024;
/** How long the slow connections stand before somebody else writes. */
const SLOW_MS = 1500;
const AT_ONCE = 5;

/**
 * Everything that may happen to a notification route, in the order in which it is tried: first what is false, while
 * the order is unpaid; then its payment, and what follows one.
 */
export const attacks: readonly Attack[] = [
  {
    id: 'unsigned',
    ...says.unsigned,
    wanted: 'refuse',
    run: ({ shop, fields }) => each(shop.post(JSON.stringify({ ...fields, sign_type: 'RSA' }))),
  },
  {
    id: 'forged',
    ...says.forged,
    wanted: 'refuse',
    run: async ({ shop, fields, forged }) => each(shop.post(await forged(fields))),
  },
  {
    id: 'digest-only',
    ...says.digestOnly,
    wanted: 'refuse',
    run: ({ shop, fields }) => each(shop.post(digestOnly(fields))),
  },
  {
    id: 'altered',
    ...says.altered,
    wanted: 'refuse',
    run: ({ shop, fields, signed, order }) => {
      const cheap = signed({ ...fields, money_order: otherAmount(order.money_order) });
      return each(shop.post(altered(cheap, { money_order: fields['money_order'] ?? '' })));
    },
  },
  {
    id: 'doubled-names',
    ...says.doubledNames,
    wanted: 'refuse',
    run: (scene) => each(scene.shop.post(doubledNames(scene))),
  },
  signedWith('other-merchant', says.otherMerchant, ({ order }) => ({
    oid_partner: otherPartner(order.oid_partner),
  })),
  forPerson(
    signedWith('wrong-amount', says.wrongAmount, ({ order }) => ({
      money_order: otherAmount(order.money_order),
    })),
  ),
  forPerson(
    signedWith('wrong-currency', says.wrongCurrency, ({ order }) => ({
      currency_order: cheaperCurrency(order.currency_order),
    })),
  ),
  signedWith('unknown-order', says.unknownOrder, ({ otherPaybill }) => ({
    no_order: `unknown${otherPaybill()}`,
  })),
  { ...signedWith('not-paid', says.notPaid, () => ({ result_pay: 'PROCESSING' })), wanted: 'not-pay' },
  { ...signedWith('authorization', says.authorization, () => ({ pay_type: 'F' })), wanted: 'not-pay' },
  {
    id: 'payout',
    ...says.payout,
    wanted: 'not-pay',
    run: (scene) => each(scene.shop.post(scene.signed(payoutFields(scene)))),
  },
  {
    id: 'huge',
    ...says.huge,
    wanted: 'live',
    run: async ({ shop, fields }) => {
      const huge = await shop.post(JSON.stringify({ ...fields, info_order: 'x'.repeat(HUGE_BYTES) }));
      return [huge, await shop.post('{}')];
    },
  },
  {
    id: 'slow',
    ...says.slow,
    wanted: 'live',
    hasBystander: true,
    run: async ({ shop }) => {
      const close = slowConnections(shop.url);
      await shop.pause(SLOW_MS);
      const meanwhile = await shop.post('{}');
      close();
      return [meanwhile, await shop.post('{}')];
    },
  },
  {
    id: 'out-of-order',
    ...says.outOfOrder,
    wanted: 'not-pay',
    run: (scene) => each(scene.shop.post(scene.signed(earlyRefundFields(scene)))),
  },
  {
    id: 'twice-at-once',
    ...says.twiceAtOnce,
    wanted: 'take',
    run: async ({ shop, pay }) => {
      const body = await pay();
      const responses = await Promise.all(Array.from({ length: AT_ONCE }, () => shop.post(body)));
      if (responses.some(({ acknowledged }) => acknowledged)) return responses;
      // Each of them may have been asked to come back.
      return [...responses, await shop.postAgain(body)];
    },
  },
  {
    id: 'replayed',
    ...says.replayed,
    wanted: 'take',
    run: async ({ shop, pay }) => each(shop.postAgain(await pay())),
  },
  forPerson(
    signedWith('paid-twice', says.paidTwice, ({ otherPaybill }) => ({ oid_paybill: otherPaybill() })),
  ),
  {
    id: 'late',
    ...says.late,
    wanted: 'take',
    run: async ({ shop, pay }) => each(shop.postAgain(await pay())),
  },
];

/** What LianLian signed, but not for this order, this money or this shop. */
function signedWith(
  id: Attack['id'],
  words: Pick<Attack, 'title' | 'advice'>,
  changes: (scene: Scene) => Readonly<Record<string, string>>,
): Attack {
  return {
    id,
    ...words,
    wanted: 'refuse',
    run: (scene) => each(scene.shop.post(scene.signed({ ...scene.fields, ...changes(scene) }))),
  };
}

function forPerson(attack: Attack): Attack {
  return { ...attack, isForPerson: true };
}

/** The one response, as a list. */
async function each(response: Promise<ShopResponse>): Promise<readonly ShopResponse[]> {
  return [await response];
}
