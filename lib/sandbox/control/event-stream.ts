import type { EventHub } from '../common/events.js';
import { SandboxError } from '../common/sandbox-error.js';
import type { Reply } from '../http/reply.js';

const KEEP_ALIVE_MS = 15_000;
/** A panel has one stream. */
const AT_ONCE = 100;
/** What is kept for a reader who does not read. One who was left behind comes back, and asks for all. */
const BACKLOG_BYTES = 1024 * 1024;

const open = new WeakMap<EventHub, number>();

/**
 * Server-sent events: a line for each change, until the reader disconnects.
 *
 * @throws SandboxError 409 where too many are open
 */
export function eventStream(hub: EventHub): Reply {
  if ((open.get(hub) ?? 0) >= AT_ONCE) {
    throw SandboxError.said(
      409,
      `${String(AT_ONCE)} event streams are open: close some of them`,
      `已打开 ${String(AT_ONCE)} 个事件流，请关闭一些`,
    );
  }
  return {
    status: 200,
    headers: {},
    body: '',
    takeOver(response) {
      open.set(hub, (open.get(hub) ?? 0) + 1);
      response.writeHead(200, {
        'content-type': 'text/event-stream;charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 1000\n\n');
      const unsubscribe = hub.subscribe((event) => {
        response.write(`data: ${JSON.stringify(event)}\n\n`);
        if (response.writableLength > BACKLOG_BYTES) response.destroy();
      });
      const alive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS).unref();
      response.once('close', () => {
        clearInterval(alive);
        unsubscribe();
        open.set(hub, (open.get(hub) ?? 1) - 1);
      });
    },
  };
}
