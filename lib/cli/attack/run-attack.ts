import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { errorCode, errorMessage } from '../../common/secrets/error-text.js';
import { askShop } from '../../sandbox/attacks/ask-shop.js';
import { junitOf } from '../../sandbox/attacks/junit.js';
import { loneAttack } from '../../sandbox/attacks/lone-attack.js';
import { ShopUnderAttack } from '../../sandbox/attacks/shop-under-attack.js';
import { chinaTime } from '../../sandbox/common/china-time.js';
import { SandboxError } from '../../sandbox/common/sandbox-error.js';
import { post } from '../../sandbox/http/post.js';
import {
  type AttackBody,
  type AttackView,
  CONTROL_PATH,
  type ControlErrorBody,
} from '../../sandbox/contract.js';
import { LIANLIAN } from '../../sandbox/setup/resolve-keys.js';
import { keyFile, KeysDir } from '../../sandbox/state/keys-dir.js';
import { fileBytes } from '../../sandbox/common/private-file.js';
import { EXIT, UsageError } from '../command.js';
import { type Speech, speechOf, type Terminal } from '../terminal.js';
import type { AttackCall, LoneTarget } from './arguments.js';
import { attackMessages } from './attack.messages.js';
import { scorecardAsText } from './text-output.js';

/** Shops may take their five seconds for each message. */
const LONGEST_ATTACK_MS = 20 * 60_000;
const KEYS = { modulusLength: 2048, keyFormat: 'pkcs8' } as const;

/**
 * Attacks a shop, and prints the scorecard.
 *
 * @throws UsageError where no sandbox answers, the shop does not answer, or there is no order to attack it with
 */
export async function runAttack(call: AttackCall, terminal: Terminal): Promise<number> {
  const speech = speechOf(terminal);
  const card = await (call.lone === undefined
    ? throughSandbox(call, terminal)
    : withKeys(call.lone, call, terminal));
  // First what cannot be had again: the order is paid now.
  terminal.out(call.isJson ? `${JSON.stringify(card, null, 2)}\n` : scorecardAsText(card, speech));
  if (call.junit !== undefined) await writeJunit(call.junit, card, speech);
  return card.held === card.rows.length ? EXIT.fine : EXIT.problems;
}

async function throughSandbox(call: AttackCall, { stop }: Terminal): Promise<AttackView> {
  const { no_order, oid_partner, url: notify_url, statusUrl: status_url, paid, payouts } = call;
  const body: AttackBody = { no_order, oid_partner, notify_url, status_url, paid, payouts };
  const address = new URL(`${CONTROL_PATH}attacks`, call.sandbox);
  let said: Said;
  try {
    const { status, body: text } = await post(
      address.href,
      'application/json',
      JSON.stringify(body),
      LONGEST_ATTACK_MS,
      stop,
    );
    said = { status, ...(JSON.parse(text) as Omit<Said, 'status'>) };
  } catch (error) {
    throw new UsageError(attackMessages.noSandbox(address.origin, errorMessage(error)), { cause: error });
  }
  if (said.status === 200 && Array.isArray(said.rows)) return said as unknown as AttackView;
  if (said.error === undefined) {
    throw new UsageError(attackMessages.noSandbox(address.origin, `HTTP ${String(said.status)}`));
  }
  throw new UsageError(said.sentence ?? attackMessages.refused(said.error));
}

/** What is at the sandbox's address, which may be no sandbox. */
interface Said extends Partial<ControlErrorBody> {
  readonly status: number;
  readonly rows?: unknown;
}

async function writeJunit(file: string, card: AttackView, { language }: Speech): Promise<void> {
  try {
    await writeFile(file, junitOf(card));
  } catch (error) {
    throw new Error(attackMessages.unwrittenJunit(errorCode(error) ?? '')[language], { cause: error });
  }
}

async function withKeys(
  { keysDir, dt_order, ...order }: LoneTarget,
  { url = '', statusUrl: status_url, paid, payouts }: AttackCall,
  { stop }: Terminal,
): Promise<AttackView> {
  const file = keyFile(keysDir, LIANLIAN, 'private');
  const hadKeys = (await fileBytes(file)) !== undefined;
  const { privateKey } = await (await KeysDir.open(keysDir, KEYS)).keysOf(LIANLIAN);
  if (!hadKeys || privateKey === undefined) {
    throw new UsageError(attackMessages.madeKeys(resolve(keyFile(keysDir, LIANLIAN, 'public'))));
  }
  try {
    const shop = new ShopUnderAttack(url, askShop({ status_url, paid }, order.no_order), stop);
    const attacked = { ...order, dt_order: dt_order ?? chinaTime(new Date()) };
    return await loneAttack(shop, attacked, privateKey, { payouts });
  } catch (error) {
    if (error instanceof SandboxError) throw new UsageError(error.sentence, { cause: error });
    throw error;
  }
}
