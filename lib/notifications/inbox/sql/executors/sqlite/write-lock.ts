import { setTimeout as sleep } from 'node:timers/promises';

import { isWriterBusy, WriterBusy } from '../../writer-busy.js';

const LONGEST_PAUSE_MS = 10;

/** Runs what another connection keeps from the file until it may, without stopping the process meanwhile. */
export class WriteLock {
  private readonly deadline: number;

  constructor(maxWaitMs: number) {
    this.deadline = performance.now() + maxWaitMs;
  }

  /** Milliseconds until it is given up. */
  get left(): number {
    return Math.max(0, this.deadline - performance.now());
  }

  /** @throws WriterBusy when it is given up */
  async despiteOthers<T>(run: () => T): Promise<T> {
    for (;;) {
      try {
        return run();
      } catch (error) {
        if (!isWriterBusy(error)) throw error;
        if (this.left === 0) throw new WriterBusy({ cause: error });
      }
      await sleep(1 + Math.random() * LONGEST_PAUSE_MS);
    }
  }
}
