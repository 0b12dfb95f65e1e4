import type { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import type { LogFields } from '../../common/logging/log-fields.js';
import { LineRation } from '../../common/logging/line-ration.js';
import { receiveMessages } from './receive.messages.js';

/**
 * Where lines go that anybody can cause by sending something: each kind has a ration of its own, so that a flood of one
 * does not hide another. A line that is written says how many of its kind were left out before it.
 */
export class RationedLog<Kind extends string> {
  private readonly rations = new Map<Kind, LineRation>();

  constructor(private readonly logger: LianlianLogger) {}

  /** @param line is put together only if it is written, as are its fields */
  warn(kind: Kind, line: () => string, fields?: () => LogFields): void {
    const leftOut = this.leftOut(kind);
    if (leftOut === undefined) return;
    this.logger.warn(line() + afterword(leftOut), { reason: kind, ...fields?.(), ...counted(leftOut) });
  }

  /** @param line is put together only if it is written, as are its fields */
  error(kind: Kind, line: () => string, stack?: string, fields?: () => LogFields): void {
    const leftOut = this.leftOut(kind);
    if (leftOut === undefined) return;
    this.logger.error(line() + afterword(leftOut), stack, {
      ...{ reason: kind, ...fields?.() },
      ...counted(leftOut),
    });
  }

  /** How many were left out before a line, or undefined if it is left out, too. */
  private leftOut(kind: Kind): number | undefined {
    const ration = this.rations.get(kind) ?? new LineRation();
    this.rations.set(kind, ration);
    return ration.next();
  }
}

/** What a line ends with. */
function afterword(leftOut: number): string {
  return leftOut === 0 ? '' : ` ${receiveMessages.linesLeftOut(leftOut)}`;
}

function counted(leftOut: number): LogFields {
  return leftOut === 0 ? {} : { left_out: leftOut };
}
