import { Injectable, type OnApplicationBootstrap, VERSION_NEUTRAL, VersioningType } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, HttpAdapterHost, MetadataScanner } from '@nestjs/core';

import { LianlianLogger } from '../../common/logging/lianlian-logger.js';
import { MerchantRegistry } from '../../config/merchant-registry.js';
import type { Merchant } from '../../config/settings.js';
import { type AdapterRoutes, routesOf } from './adapter-routes.js';
import { type Address, merchantAddresses, methodsFor, pathsFor, pathsTaking } from './addresses.js';
import { isFoundBy, versionsAt } from './custom-version.js';
import { type MarkedMethod, markedMethods, takesHost } from './marked-methods.js';
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
    private readonly registry: MerchantRegistry,
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
    const addresses = merchantAddresses(this.merchants());
    const methods = markedMethods(this.#discovery, this.scanner);
    const sentences = [
      ...wrongUrls(addresses, routes),
      ...this.versionedByHeader(methods),
      ...otherHosts(addresses, methods, routes),
      ...this.otherVersions(addresses, methods, routes),
      ...this.shadowed(routes),
    ];
    for (const sentence of sentences) this.logger.warn(sentence);
  }

  /** Those that are known now: a source is not asked for others. */
  private merchants(): readonly Merchant[] {
    return [...this.registry.own(), ...this.registry.kept()];
  }

  /** What only warns ends no start: an adapter of another kind, or of another version, may show its routes in another way. */
  private registered(): AdapterRoutes | undefined {
    try {
      return routesOf(this.adapterHost);
    } catch {
      return undefined;
    }
  }

  /** Routes that another one stands before. Of versions in a header nothing can be said: Nest passes such a request on. */
  private shadowed({ shadowed }: AdapterRoutes): readonly string[] {
    const versioning = this.app.getVersioning();
    if (versioning !== undefined && versioning.type !== VersioningType.URI) return [];
    // Routes of the module are there whether the app pays out or not.
    const paysOut = this.merchants().some(({ payoutNotifyUrl }) => payoutNotifyUrl !== undefined);
    const missed = shadowed.filter(({ kind }) => kind !== 'payout-notify' || paysOut);
    return missed.map(({ kind, path, by }) => routeMessages.shadowed(kind, path, by));
  }

  /** Controllers whose routes are found by a header alone. */
  private versionedByHeader(methods: readonly MarkedMethod[]): Iterable<string> {
    const versioning = this.app.getVersioning();
    if (versioning === undefined || !BY_HEADER.includes(versioning.type)) return [];
    const versioned = methods.filter((method) => {
      const version = this.versionOf(method);
      return version !== undefined && ![version].flat().includes(VERSION_NEUTRAL);
    });
    return new Set(versioned.map(({ controller }) => routeMessages.versionedByHeader(controller)));
  }

  /** Addresses of which an extractor of the app's own makes no version that their routes have. */
  private otherVersions(
    addresses: readonly Address[],
    methods: readonly MarkedMethod[],
    routes: AdapterRoutes,
  ): Iterable<string> {
    if (this.app.getVersioning()?.type !== VersioningType.CUSTOM) return [];
    return new Set(addresses.flatMap((address) => this.otherVersion(address, methods, routes)));
  }

  private otherVersion(
    address: Address,
    methods: readonly MarkedMethod[],
    routes: AdapterRoutes,
  ): readonly string[] {
    const versioning = this.app.getVersioning();
    const [path] = pathsTaking(address, routes);
    const found = methodsFor(address, methods, routes).filter((each) =>
      takesHost(each, address.url.hostname),
    );
    const versions = found.map((each) => this.versionOf(each));
    // Of routes without a version nothing is extracted, and what has another path or host is warned of already.
    const isSure =
      path === undefined || versions.length === 0 || versions.some((each) => isFoundBy(each, []));
    if (versioning?.type !== VersioningType.CUSTOM || isSure) return [];
    const extracted = versionsAt(versioning.extractor, address, { path, host: this.adapterHost });
    const { option, url } = address;
    const subject = { controllers: namesOf(found), option, address: url.origin + url.pathname };
    if ('failure' in extracted) return [routeMessages.extractorFailed(subject, extracted.failure)];
    if (versions.some((each) => isFoundBy(each, extracted.versions))) return [];
    return [routeMessages.otherVersion(subject, versions.flat().map(String), extracted.versions.map(String))];
  }

  private versionOf({ version }: MarkedMethod): unknown {
    return version ?? this.app.getVersioning()?.defaultVersion;
  }
}

/** Addresses that lead to no route of the app, each path once, of however many merchants. */
function wrongUrls(addresses: readonly Address[], routes: AdapterRoutes): Iterable<string> {
  const sentences = new Map<string, string>();
  for (const address of addresses) {
    const { option, url } = address;
    const paths = pathsFor(address, routes);
    const key = `${option} ${url.pathname}`;
    if (paths.length === 0 || sentences.has(key) || pathsTaking(address, routes).length > 0) continue;
    sentences.set(key, routeMessages.wrongUrl(option, url.origin, url.pathname, paths));
  }
  return sentences.values();
}

/** Addresses whose routes are all bound to other hosts: one sentence for each option and its controllers. */
function otherHosts(
  addresses: readonly Address[],
  methods: readonly MarkedMethod[],
  routes: AdapterRoutes,
): readonly string[] {
  const missed = new Map<string, { option: Address['option']; controllers: string; hosts: Set<string> }>();
  for (const address of addresses) {
    const { option, url } = address;
    const found = methodsFor(address, methods, routes);
    if (found.length === 0 || found.some((each) => takesHost(each, url.hostname))) continue;
    const controllers = namesOf(found);
    const key = `${option} ${controllers}`;
    const { hosts } = missed.get(key) ?? { hosts: new Set() };
    missed.set(key, { option, controllers, hosts: hosts.add(url.hostname) });
  }
  return [...missed.values()].map(({ option, controllers, hosts }) =>
    routeMessages.otherHost(controllers, option, [...hosts]),
  );
}

function namesOf(methods: readonly MarkedMethod[]): string {
  return [...new Set(methods.map(({ controller }) => controller))].join(' and ');
}
