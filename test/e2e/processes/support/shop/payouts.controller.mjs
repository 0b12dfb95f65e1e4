import { Body, Controller, Post } from '@nestjs/common';

import { moveClock } from './moved-clock.mjs';

function told(error) {
  return { error: error.name, outcome: error.outcome, message: error.message };
}

/** What tests settle payouts by, in a process that they may kill. */
export function payoutsController(lianlian) {
  const settling = new Set();
  class PayoutsController {
    /** What a caller of `settle` learns: a settlement, or an error's outcome. */
    async settle({ payout, aheadMs, options }) {
      moveClock(aheadMs);
      const stop = new AbortController();
      settling.add(stop);
      try {
        const settled = await lianlian().payouts.settle(payout, { ...options, signal: stop.signal });
        const { state, final } = settled;
        return { state, final };
      } catch (error) {
        return told(error);
      } finally {
        settling.delete(stop);
      }
    }

    /** What a caller of `apply` learns. */
    async apply({ payout, aheadMs }) {
      moveClock(aheadMs);
      try {
        const { state } = await lianlian().payouts.apply(payout);
        return { state };
      } catch (error) {
        return told(error);
      }
    }

    /** What is being settled ends with what is known. */
    stop() {
      for (const each of settling) each.abort();
    }
  }
  Controller('payouts')(PayoutsController);
  for (const name of ['settle', 'apply', 'stop']) {
    const method = Object.getOwnPropertyDescriptor(PayoutsController.prototype, name);
    Post(name)(PayoutsController.prototype, name, method);
  }
  for (const name of ['settle', 'apply']) Body()(PayoutsController.prototype, name, 0);
  return PayoutsController;
}
