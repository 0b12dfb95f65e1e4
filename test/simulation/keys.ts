import { generateKeyPairSync } from 'node:crypto';

import { createSettings } from '../../lib/config/create-settings.js';
import type { LianlianSettings } from '../../lib/config/settings.js';
import { signedByLianlian } from '../support/lianlian-signs.js';
import { SPEED } from './real-scheduler.js';
import { isRealStore } from './real-store.js';
import type { WorldSettings } from './world-plan.js';

const TIMES = { maxHandlingMs: 200_000 };
/** In real time everything is faster, by the same factor but for the budget: a server takes its milliseconds. */
const FAST = { maxHandlingMs: 200_000 / SPEED, leaseMs: 200_000 / SPEED, budgetMs: 150 };
export const MERCHANTS = ['201304121000001004', '201408071000001543'] as const;

const pair = () => generateKeyPairSync('rsa', { modulusLength: 1024 });
const lianlian = pair();
const merchant = pair();
const stranger = pair();
const SIGNATURE = Buffer.alloc(128).toString('base64');
const signed = new Map<string, string>();
const settings = new Map<string, LianlianSettings>();

/** A message of LianLian's, or of somebody with another key, as JSON. Signatures are made once. */
export function signedMessage(
  fields: Readonly<Record<string, string>>,
  by: 'lianlian' | 'stranger' = 'lianlian',
): string {
  const key = `${by} ${JSON.stringify(fields)}`;
  const known = signed.get(key);
  if (known !== undefined) return known;
  const { privateKey } = by === 'lianlian' ? lianlian : stranger;
  const message = JSON.stringify(signedByLianlian(fields, privateKey));
  if (signed.size < 50_000) signed.set(key, message);
  return message;
}

/** A response of LianLian's, of which there are too many different ones to keep. */
export function signedNow(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return signedByLianlian(fields, lianlian.privateKey);
}

let calling: LianlianSettings | undefined;

/** The settings of an app that calls LianLian. Whether its signatures are right is not asked here: they cost time. */
export function callSettings(): LianlianSettings {
  calling ??= createSettings({
    oidPartner: MERCHANTS[0],
    signer: { sign: () => Promise.resolve(SIGNATURE) },
    notifyUrl: 'https://shop.example/lianlian/notify',
    lianlianPublicKey: lianlian.publicKey,
  });
  return calling;
}

/** The module's settings in a world: checked and made once for each kind of world. */
export function settingsOf({
  merchants,
  confirmByQuery,
  maxConcurrent,
  store,
}: WorldSettings): LianlianSettings {
  const key = `${String(merchants)} ${String(confirmByQuery)} ${String(maxConcurrent)} ${String(isRealStore(store))}`;
  const known = settings.get(key);
  if (known !== undefined) return known;
  const all = MERCHANTS.slice(0, merchants).map((oidPartner) => ({
    oidPartner,
    privateKey: merchant.privateKey,
    lianlianPublicKey: lianlian.publicKey,
  }));
  const [first, ...others] = all;
  const made = createSettings({
    // An app of one merchant is written for one.
    ...(first !== undefined && others.length === 0 ? first : { merchants: all }),
    // Shorter than the time in which LianLian repeats, as the defaults are.
    notifications: { confirmByQuery, maxConcurrent, ...(isRealStore(store) ? FAST : TIMES) },
    sweeper: { olderThanMs: 1, perSecond: 1_000 },
  });
  settings.set(key, made);
  return made;
}
