import type { KeyObject } from 'node:crypto';

import { newKeyPair } from '../common/keys.js';
import type { AttackView } from '../contract.js';
import type { AssaultOptions } from './assault.js';
import type { AttackedOrder, AttackFields } from './attack.js';
import { AttackRun } from './attack-run.js';
import { newPaybill, paymentFields, signedJson } from './payment-fields.js';
import type { ShopUnderAttack } from './shop-under-attack.js';

const FORGERS_KEY_BITS = 2048;

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
  const { privateKey: forgersKey } = await newKeyPair(FORGERS_KEY_BITS);
  const signed = (changed: AttackFields): string => signedJson(changed, lianlianKey);
  const genuine = signed(fields);
  const run = new AttackRun(
    {
      ...{ shop, order, fields, signed },
      forged: (changed) => Promise.resolve(signedJson(changed, forgersKey)),
      otherPaybill: () => newPaybill(now),
      pay: () => Promise.resolve(genuine),
    },
    now,
    options,
  );
  return run.run();
}
