import type { ServerResponse } from 'node:http';

import { LateTimer } from '../../common/timing/late-timer.js';
import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { RationedLog } from '../receive/rationed-log.js';
import type { MarkedKind } from '../receive/route-mark.js';
import { routeMessages } from './route.messages.js';

/** How long what the app has put around a response may keep it. */
const HELD_MS = 3_000;

const log = new RationedLog<'held' | 'taken'>(new LianlianLogger());

/** Says that a response is kept by something of the app's, once it is kept for long. */
export function watchHeld(
  raw: ServerResponse,
  kind: MarkedKind,
  holder: 'onSend' | 'end',
  onHeld: () => void = () => undefined,
): void {
  if (raw.writableEnded || raw.destroyed) return;
  const timer = new LateTimer(() =>
    setTimeout(() => {
      if (raw.writableEnded || raw.destroyed) return;
      log.warn('held', () => routeMessages.held(kind, holder, HELD_MS));
      onHeld();
    }, HELD_MS).unref(),
  );
  const stop = (): void => {
    timer.stop();
  };
  raw.once('finish', stop).once('close', stop);
}

/** Ends a response whose headers somebody else has sent: nobody would wait for the rest of it but the sender. */
export function endTaken(raw: ServerResponse, kind: MarkedKind): void {
  log.warn('taken', () => routeMessages.headersTaken(kind));
  raw.end();
}
