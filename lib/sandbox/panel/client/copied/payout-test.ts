import type { PayoutDetailView } from '../../../contract.js';
import type { Say } from './delivery-test.js';
import { payoutStory } from './payout-story.js';
import { functionToFillIn, testFile, UNTIL_ENDED_MS } from './test-file.js';

/** What a sandbox pays out from, where it is not told otherwise, in yuan. */
const BALANCE = 1_000_000;

/** A test file, for Vitest or Jest, that replays what happened to a payout. What the app itself does is left to fill in. */
export function payoutTest(payout: PayoutDetailView, say: Say): string {
  const { no_order, money_order } = payout;
  const { lines, needs } = payoutStory(payout, say);
  const name = say(
    `代付 ${no_order}，与沙箱中的经过一致`,
    `the payout ${no_order}, as it went in the sandbox`,
  );
  const options = {
    // The test says when the bank pays.
    payoutMs: UNTIL_ENDED_MS,
    balance: Number(money_order) > BALANCE ? money_order : undefined,
    magicAmounts: needs.has('no-magic') ? false : undefined,
  };
  const applies = say(
    `在这里让应用申请代付 ${no_order}，金额 ${money_order} 元。应用的设置取自 sandbox.options。`,
    `Let your app apply for the payout ${no_order} of ${money_order} yuan here. Its settings are sandbox.options.`,
  );
  const confirms = say(
    '在这里让应用用这个确认码确认代付：',
    'Let your app confirm the payout with this code here: ',
  );
  const toFillIn = [
    functionToFillIn('payOut()', applies),
    ...(needs.has('confirm')
      ? [functionToFillIn('confirm(confirm_code: string)', confirms, 'confirm_code')]
      : []),
  ];
  const whose = { is: 'payouts', no_order } as const;
  return testFile({ name, whose, options, lines, toFillIn, hasEarlier: needs.has('earlier') }, say);
}
