import { CALL_SAMPLES } from './calls.js';
import { CARD_SAMPLES } from './cards.js';
import { MPAY_AND_EXCHANGE_SAMPLES } from './mpay-and-exchange.js';
import { PAGE_SAMPLES } from './pages.js';
import { PAYOUT_SAMPLES } from './payouts.js';
import { QUERY_AND_REFUND_SAMPLES } from './queries-and-refunds.js';
import type { Sample } from './sample.js';

/** Every sample of a request that LianLian's documents and demo programs have for the APIs of this package. */
export const SAMPLES: readonly Sample[] = [
  ...PAGE_SAMPLES,
  ...CALL_SAMPLES,
  ...QUERY_AND_REFUND_SAMPLES,
  ...CARD_SAMPLES,
  ...MPAY_AND_EXCHANGE_SAMPLES,
  ...PAYOUT_SAMPLES,
];
