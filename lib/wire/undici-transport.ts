import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { LianlianLogger } from '../common/logging/lianlian-logger.js';
import { configMessages } from '../config/config.messages.js';
import { EnvironmentRoute } from '../config/route.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../config/settings.js';
import { Exchange } from './outlet/exchange.js';
import { openOutlet } from './outlet/open-outlet.js';
import type { Outlet } from './outlet/outlet.js';
import {
  LianlianTransport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from './transport.js';

/** Connections that are kept to each host, directly or through a proxy; or the dispatcher of the app. */
@Injectable()
export class UndiciTransport extends LianlianTransport implements OnModuleInit, OnApplicationShutdown {
  /** Not seen where the transport is printed: it may hold a proxy's password. */
  #outlet: Outlet | undefined;
  private readonly logger = new LianlianLogger();

  constructor(@Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings) {
    super();
  }

  /**
   * What the environment says of proxies shows here for the first time.
   *
   * @throws LianlianConfigError if they cannot be used
   */
  async onModuleInit(): Promise<void> {
    const { route } = this.settings.http;
    if (!(route instanceof EnvironmentRoute)) return;
    await this.open();
    if (route.unread !== undefined) this.logger.warn(configMessages.allProxyUnread(route.unread));
  }

  async post({ url, body, headers, time }: TransportRequest): Promise<TransportResponse> {
    const outlet =
      this.#outlet ??
      (await this.open().catch((cause: unknown) => {
        throw new TransportFailure(false, cause);
      }));
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(
        time,
        outlet.isOwn,
        (response) => {
          resolve({ ...response, proxy: outlet.proxyTo(url) });
        },
        (mayHaveBeenSent, cause) => {
          reject(new TransportFailure(mayHaveBeenSent, cause, outlet.proxyTo(url)));
        },
      );
      const path = `${url.pathname}${url.search}`;
      const request = {
        origin: url.origin,
        path,
        method: 'POST',
        headers: { ...headers },
        body,
        // The call's own time may be longer than that of the settings.
        headersTimeout: time.timeoutMs,
        bodyTimeout: time.timeoutMs,
      } as const;
      exchange.begin(() => outlet.dispatcher.dispatch(request, exchange));
    });
  }

  /** Not in onModuleDestroy: requests may still be in flight then. */
  async onApplicationShutdown(): Promise<void> {
    await this.#outlet?.close();
    this.#outlet = undefined;
  }

  private async open(): Promise<Outlet> {
    const opened = await openOutlet(this.settings.http);
    // Another call may have been first.
    this.#outlet ??= opened;
    return this.#outlet;
  }
}
