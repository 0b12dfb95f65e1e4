import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { LineRation } from '../../common/logging/line-ration.js';
import { quoted } from '../../common/printable.js';
import { payoutMessages } from './payout.messages.js';

/** What LianLian drops from a memo: all but letters, digits, Chinese characters, `-` and `_`. */
const DROPPED = /[^A-Za-z0-9\p{Script=Han}_-]/gu;

/**
 * A payout's `memo` as LianLian keeps it: without the characters that it drops.
 *
 * @example memoAsKept('运费 (8月)') // '运费8月'
 */
export function memoAsKept(memo: string): string {
  return memo.replace(DROPPED, '');
}

/** Warns of a memo that will not arrive as it was written. It is never more than a warning: the payout is right. */
export class MemoWarnings {
  private readonly logger = new LianlianLogger();
  private readonly lines = new LineRation();

  check(memo: unknown): void {
    if (typeof memo !== 'string') return;
    const dropped = [...new Set(memo.match(DROPPED))].join('');
    if (dropped !== '' && this.lines.next() !== undefined)
      this.logger.warn(payoutMessages.memoLoses(quoted(dropped)));
  }
}
