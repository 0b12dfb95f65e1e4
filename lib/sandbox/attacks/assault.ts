import type { AttackRowView } from '../contract.js';
import { maskedText } from '../../common/secrets.js';
import { shortened } from '../../common/printable.js';
import type { Attack, Scene } from './attack.js';
import { verdictMessages as says } from './attack.messages.js';
import { attacks } from './attacks.js';
import type { Answer, PaidState, ShopUnderAttack } from './shop-under-attack.js';
import { verdictOf } from './verdict.js';

/** How much of an answer is shown. */
const MAX_RESPONSE = 400;

/** What a shop does behind its back is done in that time, and a payment that it took is seen after some of them. */
const BACKGROUND_MS = 300;
const MAX_ASKED = 15;

/** What is left out. */
export interface AssaultOptions {
  /** False for a shop that pays nothing out: no payout's notification can reach it. */
  readonly payouts?: boolean | undefined;
}

/** Tries everything, one after the other. Yields what became of each as soon as it is known. */
export async function* assault(
  scene: Scene,
  { payouts = true }: AssaultOptions,
): AsyncGenerator<AttackRowView> {
  const { shop } = scene;
  const { ask, signal } = shop;
  let hasFallen = false;
  let isSilent = false;
  let before = await ask?.();
  for (const attack of attacks) {
    if (signal.aborted) return;
    if (attack.id === 'payout' && !payouts) continue;
    if (isSilent) {
      yield rowOf(attack, 'unclear', says.notTried(), []);
      continue;
    }
    const answers = await attack.run(scene);
    isSilent = attack.wanted === 'live' && answers.at(-1)?.status === undefined;
    const after = isSilent ? before : await saidAfter(attack, answers, shop);
    const [verdict, said] = verdictOf(attack, { answers, before, after, hasFallen });
    hasFallen ||= attack.wanted !== 'take' && answers.some(({ acknowledged }) => acknowledged);
    before = after;
    yield rowOf(attack, verdict, said, answers);
  }
}

/**
 * What the shop says of the order once it has had time for its work: it may acknowledge first, and ship in the background.
 */
async function saidAfter(
  { wanted }: Attack,
  answers: readonly Answer[],
  shop: ShopUnderAttack,
): Promise<PaidState | undefined> {
  const { ask } = shop;
  if (ask === undefined) return undefined;
  if (answers.some(({ acknowledged }) => acknowledged)) await shop.pause(BACKGROUND_MS);
  let state = await ask();
  for (let asked = 1; wanted === 'take' && !state.isPaid && asked < MAX_ASKED; asked += 1) {
    await shop.pause(BACKGROUND_MS);
    state = await ask();
  }
  return state;
}

function rowOf(
  { id, title, advice }: Attack,
  verdict: AttackRowView['verdict'],
  said: AttackRowView['said'],
  answers: readonly Answer[],
): AttackRowView {
  return {
    ...{ id, title, verdict, said },
    advice: verdict === 'held' ? undefined : advice,
    answers: answers.map(({ response, ...answer }) => ({
      ...answer,
      response: response === undefined ? undefined : maskedText('', shortened(response, MAX_RESPONSE)),
    })),
  };
}
