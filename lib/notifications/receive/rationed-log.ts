import type { LianlianLogger } from '../../common/lianlian-logger.js';
import { LineRation } from '../../common/line-ration.js';
import { receiveMessages } from './receive.messages.js';

/**
 * Where lines go that anybody can cause by sending something: each kind has a ration of its own, so that a flood of one
 * does not hide another. A line that is written says how many of its kind were left out before it.
 */
export class RationedLog<Kind extends string> {
  private readonly rations = new Map<Kind, LineRation>();

  constructor(private readonly logger: LianlianLogger) {}

  /** @param line is put together only if it is written */
  warn(kind: Kind, line: () => string): void {
    const more = this.afterword(kind);
    if (more !== undefined) this.logger.warn(line() + more);
  }

  /** @param line is put together only if it is written */
  error(kind: Kind, line: () => string, stack?: string): void {
    const more = this.afterword(kind);
    if (more !== undefined) this.logger.error(line() + more, ...(stack === undefined ? [] : [stack]));
  }

  /** What a line ends with, or undefined if it is left out. */
  private afterword(kind: Kind): string | undefined {
    const ration = this.rations.get(kind) ?? new LineRation();
    this.rations.set(kind, ration);
    const leftOut = ration.next();
    if (leftOut === undefined) return undefined;
    return leftOut === 0 ? '' : ` ${receiveMessages.linesLeftOut(leftOut)}`;
  }
}
