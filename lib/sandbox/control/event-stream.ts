import type { EventHub } from '../common/events.js';
import type { Reply } from '../http/reply.js';

const KEEP_ALIVE_MS = 15_000;

/** Server-sent events: a line for each change, until the reader disconnects. */
export function eventStream(hub: EventHub): Reply {
  return {
    status: 200,
    headers: {},
    body: '',
    takeOver(response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream;charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 1000\n\n');
      const unsubscribe = hub.subscribe((event) => {
        response.write(`data: ${JSON.stringify(event)}\n\n`);
      });
      const alive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS).unref();
      response.once('close', () => {
        clearInterval(alive);
        unsubscribe();
      });
    },
  };
}
