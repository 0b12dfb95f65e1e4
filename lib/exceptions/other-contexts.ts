import type { ArgumentsHost } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';

/** What is used of a client of a WebSocket. */
interface SocketClient {
  emit?(event: string, body: object): unknown;
}

/**
 * An error outside HTTP, thrown on as each kind of context takes it: thrown, it would end the process of a
 * microservice and of a gateway.
 *
 * @throws the error, for GraphQL and whatever else there is
 */
export function elsewhere(error: Error, host: ArgumentsHost): Observable<never> | undefined {
  switch (host.getType()) {
    case 'rpc':
      return throwError(() => error);
    case 'ws':
      // As Nest does: the error itself is in the log.
      host
        .switchToWs()
        .getClient<SocketClient>()
        .emit?.('exception', { status: 'error', message: 'Internal server error' });
      return undefined;
    default:
      throw error;
  }
}
