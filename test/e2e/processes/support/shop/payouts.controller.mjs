import { Body, Controller, Post } from '@nestjs/common';

import { moveClock } from './moved-clock.mjs';

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
        return { error: error.name, outcome: error.outcome, message: error.message };
      } finally {
        settling.delete(stop);
      }
    }

    /** What is being settled ends with what is known. */
    stop() {
      for (const each of settling) each.abort();
    }
  }
  Controller('payouts')(PayoutsController);
  for (const name of ['settle', 'stop']) {
    const method = Object.getOwnPropertyDescriptor(PayoutsController.prototype, name);
    Post(name)(PayoutsController.prototype, name, method);
  }
  Body()(PayoutsController.prototype, 'settle', 0);
  return PayoutsController;
}
