import type { KeyObject } from 'node:crypto';

import type { AttackView } from '../contract.js';
import type { AssaultOptions } from './assault.js';
import type { AttackedOrder, AttackFields } from './attack.js';
import { AttackRun } from './attack-run.js';
import { forgersKey, newPaybill, paymentFields, signedJson } from './payment-fields.js';
import type { ShopUnderAttack } from './shop-under-attack.js';

/**
 * Attacks a shop without a sandbox: all that is needed is the key whose public half the shop takes for LianLian's.
 *
 * @throws SandboxError 409 where nobody answers
 */
export async function loneAttack(
  shop: ShopUnderAttack,
  order: AttackedOrder,
  lianlianKey: KeyObject,
  options: AssaultOptions,
): Promise<AttackView> {
  const now = new Date();
  const fields = paymentFields(order, newPaybill(now), now);
  const otherKey = await forgersKey();
  const signed = (changed: AttackFields): string => signedJson(changed, lianlianKey);
  const genuine = signed(fields);
  const run = new AttackRun(
    {
      ...{ shop, order, fields, signed },
      forged: (changed) => Promise.resolve(signedJson(changed, otherKey)),
      otherPaybill: () => newPaybill(now),
      pay: () => Promise.resolve(genuine),
    },
    now,
    options,
  );
  return run.run();
}
