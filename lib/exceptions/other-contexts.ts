import type { ArgumentsHost } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';

import type { ClientNotice } from './client-notice.js';

/** What is used of a client of a WebSocket. */
interface SocketClient {
  /** Of Socket.IO: to the other side. Of `ws`: to listeners of its own, in this process. */
  emit?(event: string, body: object): unknown;
  send?(message: string): unknown;
  /** Of `ws` alone. */
  readonly readyState?: number;
}

/**
 * What clients outside HTTP are told of an error, as each kind of context takes it: thrown, it would end the process of a
 * microservice and of a gateway. Nothing of the error itself leaves, but for kinds that are not known.
 *
 * @throws what GraphQL sends; the error itself, for whatever else there is
 */
export function elsewhere(
  error: Error,
  { words, code, outcome }: ClientNotice,
  host: ArgumentsHost,
): Observable<never> | undefined {
  const message = words.en.text;
  // The shape of Nest's own, with more in it: the caller has to know that a payment may have been carried out.
  const told = { status: 'error', message, code, ...(outcome === undefined ? {} : { outcome }) };
  switch (host.getType<string>()) {
    case 'rpc':
      return throwError(() => told);
    case 'ws':
      tell(host.switchToWs().getClient<SocketClient>(), told);
      return undefined;
    case 'graphql':
      throw Object.assign(new Error(message), { extensions: { code, outcome } });
    default:
      throw error;
  }
}

function tell(client: SocketClient, data: object): void {
  const event = 'exception';
  if (typeof client.readyState === 'number') client.send?.(JSON.stringify({ event, data }));
  else client.emit?.(event, data);
}
