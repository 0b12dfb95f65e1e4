import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { AttackRowView } from '../contract.js';
import { maskedText } from '../../common/secrets/secrets.js';
import { shortened } from '../../common/printable.js';
import type { Attack, Scene } from './attack.js';
import { verdictMessages as says } from './attack.messages.js';
import { attacks } from './attacks.js';
import type { ShopResponse, PaidState, ShopUnderAttack } from './shop-under-attack.js';
import { type Seen, verdictOf } from './verdict.js';

/** How much of a response is shown. */
const MAX_RESPONSE = 400;

/** What a shop does behind its back is done in that time, and a payment that it took is seen after some of them. */
const BACKGROUND_MS = 300;
const MAX_ASKED = 15;
/** After this one nobody asks any more. */
const LAST = 'late';

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
  const isAsked = ask !== undefined;
  let hasFallen = false;
  let isSilent = false;
  let known = await shop.state();
  for (const attack of attacks) {
    if (signal.aborted) return;
    if (attack.id === 'payout' && !payouts) continue;
    if (isSilent) {
      yield rowOf(attack, 'unclear', says.notTried(), []);
      continue;
    }
    // An attack before this one may have done its work behind its back.
    const before = await shop.state();
    const isPaidMeanwhile = before?.isPaid === true && known?.isPaid === false;
    const responses = await attack.run(scene);
    const after = await stateAfter(attack, responses, shop);
    isSilent = await isGone(attack, responses, after, shop);
    const seen: Seen = { responses, before, after, isAsked, isPaidMeanwhile, hasFallen, isGone: isSilent };
    const [verdict, said] = verdictOf(attack, seen);
    hasFallen ||= verdict === 'fell' && attack.wanted !== 'take';
    known = after;
    yield rowOf(attack, verdict, said, responses);
  }
}

/** What the shop says of the order once it has had time for its work: it may answer first, and ship in the background. */
async function stateAfter(
  { wanted, id }: Attack,
  responses: readonly ShopResponse[],
  shop: ShopUnderAttack,
): Promise<PaidState | undefined> {
  if (shop.ask === undefined) return undefined;
  const isRefused = responses.every(({ status = 200 }) => status >= 400);
  if (!isRefused) await shop.pause(id === LAST ? 4 * BACKGROUND_MS : BACKGROUND_MS);
  let state = await shop.state();
  for (let asked = 1; wanted === 'take' && state?.isPaid === false && asked < MAX_ASKED; asked += 1) {
    await shop.pause(BACKGROUND_MS);
    state = await shop.state();
  }
  return state;
}

/** Whether the shop answers nobody any more, neither its page nor its route. */
async function isGone(
  { wanted }: Attack,
  responses: readonly ShopResponse[],
  after: PaidState | undefined,
  shop: ShopUnderAttack,
): Promise<boolean> {
  const isPageSilent = shop.ask !== undefined && after === undefined;
  const isRouteSilent = wanted === 'live' && responses.at(-1)?.status === undefined;
  return (isPageSilent || isRouteSilent) && (await shop.post('{}')).status === undefined;
}

/** Of what should be acknowledged: why it was not, or what the documents want in place of other words. */
function remarkOn(responses: readonly ShopResponse[]): Sentence | undefined {
  const taken = responses.filter(({ acknowledged }) => acknowledged);
  if (taken.length === 0) return responses.at(-1)?.explanation;
  return taken.find(({ warning }) => warning !== undefined)?.warning;
}

function rowOf(
  { id, title, advice, wanted }: Attack,
  verdict: AttackRowView['verdict'],
  said: AttackRowView['said'],
  responses: readonly ShopResponse[],
): AttackRowView {
  return {
    ...{ id, title, verdict, said },
    advice: verdict === 'held' ? undefined : advice,
    remark: wanted === 'take' ? remarkOn(responses) : undefined,
    answers: responses.map(({ body, ...response }) => ({
      ...response,
      response: body === undefined ? undefined : maskedText('', shortened(body, MAX_RESPONSE)),
    })),
  };
}
