import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  VERSION_NEUTRAL,
  VersioningType,
} from '@nestjs/common';
import { HOST_METADATA, VERSION_METADATA } from '@nestjs/common/constants.js';
import { ApplicationConfig, DiscoveryService, HttpAdapterHost, MetadataScanner } from '@nestjs/core';

import { LianlianLogger } from '../../common/lianlian-logger.js';
import { LIANLIAN_SETTINGS, type LianlianSettings } from '../../config/settings.js';
import { markOfHandler } from '../receive/route-mark.js';
import { type AdapterRoutes, leadsTo, routesOf } from './adapter-routes.js';
import { routeMessages } from './route.messages.js';

/** Headers by which an app tells versions apart, and LianLian sends none of them. */
const BY_HEADER: readonly VersioningType[] = [VersioningType.HEADER, VersioningType.MEDIA_TYPE];

/**
 * Warns, once the app's routes are registered, of those that LianLian cannot reach: its requests would get a 404, and
 * nobody would hear of the payment.
 */
@Injectable()
export class ReachCheck implements OnApplicationBootstrap {
  private readonly logger = new LianlianLogger();
  // Hidden when it is printed, as the whole app behind it.
  readonly #discovery: DiscoveryService;

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly adapterHost: HttpAdapterHost,
    private readonly app: ApplicationConfig,
  ) {
    this.#discovery = discovery;
  }

  onApplicationBootstrap(): void {
    const routes = this.registered();
    if (routes === undefined || routes.routes.length === 0) return;
    const sentences = [...this.wrongUrls(routes), ...this.hidden(), ...this.shadowed(routes)];
    for (const sentence of sentences) this.logger.warn(sentence);
  }

  /** What only warns ends no start: an adapter of another kind, or of another version, may show its routes in another way. */
  private registered(): AdapterRoutes | undefined {
    try {
      return routesOf(this.adapterHost);
    } catch {
      return undefined;
    }
  }

  /** Addresses of the settings that lead to no route of the app, each path once, of however many merchants. */
  private wrongUrls(routes: AdapterRoutes): Iterable<string> {
    const urls = this.settings.merchants.flatMap(({ notifyUrl, payoutNotifyUrl, returnUrl }) => [
      { option: 'notifyUrl', kind: 'notify', url: notifyUrl } as const,
      { option: 'payoutNotifyUrl', kind: 'payout-notify', url: payoutNotifyUrl } as const,
      { option: 'returnUrl', kind: 'return', url: returnUrl } as const,
    ]);
    const sentences = new Map<string, string>();
    for (const { option, kind, url } of urls) {
      const paths = routes.routes.filter((route) => route.kind === kind).map(({ path }) => path);
      if (url === undefined || paths.length === 0) continue;
      const { origin, pathname } = new URL(url);
      const key = `${option} ${pathname}`;
      if (sentences.has(key) || paths.some((path) => leadsTo(pathname, path, routes))) continue;
      sentences.set(key, routeMessages.wrongUrl(option, origin, pathname, [...new Set(paths)]));
    }
    return sentences.values();
  }

  /** Routes that another one stands before. Of versions in a header nothing can be said: Nest passes such a request on. */
  private shadowed({ shadowed }: AdapterRoutes): readonly string[] {
    const versioning = this.app.getVersioning();
    if (versioning !== undefined && versioning.type !== VersioningType.URI) return [];
    // Routes of the module are there whether the app pays out or not.
    const paysOut = this.settings.merchants.some(({ payoutNotifyUrl }) => payoutNotifyUrl !== undefined);
    const missed = shadowed.filter(({ kind }) => kind !== 'payout-notify' || paysOut);
    return missed.map(({ kind, path, by }) => routeMessages.shadowed(kind, path, by));
  }

  /** Controllers whose routes are found by a header alone, or at another host. */
  private hidden(): readonly string[] {
    return this.#discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as object;
      const marked = this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const method: unknown = Reflect.get(prototype, name);
        return markOfHandler(method) === undefined ? [] : [method as object];
      });
      if (marked.length === 0) return [];
      const isVersioned = marked.some((method) => this.isVersionedByHeader(metatype, method));
      const hosts = this.otherHosts(metatype);
      return [
        ...(isVersioned ? [routeMessages.versionedByHeader(metatype.name)] : []),
        ...(hosts.length > 0 ? [routeMessages.otherHost(metatype.name, hosts)] : []),
      ];
    });
  }

  private isVersionedByHeader(controller: object, method: object): boolean {
    const versioning = this.app.getVersioning();
    if (versioning === undefined || !BY_HEADER.includes(versioning.type)) return false;
    const version: unknown =
      Reflect.getMetadata(VERSION_METADATA, method) ??
      Reflect.getMetadata(VERSION_METADATA, controller) ??
      versioning.defaultVersion;
    return version !== undefined && ![version].flat().includes(VERSION_NEUTRAL);
  }

  /** The hosts of the settings' addresses, where a controller is bound to another host than each of them. */
  private otherHosts(controller: object): readonly string[] {
    const bound: unknown = Reflect.getMetadata(HOST_METADATA, controller);
    if (bound === undefined) return [];
    const hosts = this.settings.merchants
      .flatMap(({ notifyUrl, payoutNotifyUrl, returnUrl }) => [notifyUrl, payoutNotifyUrl, returnUrl])
      .flatMap((url) => (url === undefined ? [] : [new URL(url).hostname]));
    const isReached = hosts.some((host) => [bound].flat().some((pattern) => fitsHost(host, pattern)));
    return isReached ? [] : [...new Set(hosts)];
  }
}

/** @param pattern as `@Controller({ host })` takes it */
function fitsHost(host: string, pattern: unknown): boolean {
  if (pattern instanceof RegExp) return new RegExp(pattern.source, pattern.flags.replace('g', '')).test(host);
  return typeof pattern !== 'string' || pattern.includes(':') || pattern.toLowerCase() === host;
}
