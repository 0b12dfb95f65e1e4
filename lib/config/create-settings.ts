import { isIP, isIPv4 } from 'node:net';

import { API_IDS } from '../common/api-ids.js';
import { DEFAULT_LIMITS } from '../common/inbox/notification-inbox.js';
import { isMerchantNumber } from '../common/merchant-number.js';
import { type ConfigProblem, LianlianConfigError } from '../errors/lianlian-config.error.js';
import { configMessages } from './config.messages.js';
import type { LianlianModuleOptions } from './lianlian-module-options.js';
import { createMerchants } from './create-merchants.js';
import { createRoute } from './create-route.js';
import { OPTION_GROUPS } from './option-names.js';
import { OptionReader } from '../common/options/option-reader.js';
import type { LianlianSettings, Merchant } from './settings.js';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_CONNECTIONS = 32;
const DEFAULT_BUDGET_MS = 4_000;
const DEFAULT_MERCHANT_TTL_MS = 60_000;
const DEFAULT_UNKNOWN_TTL_MS = 30_000;
const DEFAULT_MERCHANT_CAPACITY = 10_000;
const DEFAULT_UNKNOWN_PER_SECOND = 20;
const DEFAULT_SOURCE_TIMEOUT_MS = 3_000;
const DEFAULT_SWEEP_EVERY_MS = 60_000;
const DEFAULT_SWEEP_OLDER_THAN_MS = 300_000;
const DEFAULT_SWEEPS_PER_SECOND = 5;

/**
 * Validates the options and completes them.
 *
 * @throws LianlianConfigError with every problem found, by option name and without a value
 */
export function createSettings(options: LianlianModuleOptions): LianlianSettings {
  const problems: ConfigProblem[] = [];
  const reader = new OptionReader(options, '', problems);
  const merchants = createMerchants(reader, problems);
  // A factory gives its options too late for Nest to register routes.
  if (reader.value('routes') !== undefined) reader.problem('routes', configMessages.routesInside());
  const cache = reader.group('merchantCache', OPTION_GROUPS.merchantCache);
  const http = reader.group('http', OPTION_GROUPS.http);
  const notifications = reader.group('notifications', OPTION_GROUPS.notifications);
  const sweeper = reader.group('sweeper', OPTION_GROUPS.sweeper);
  const settings: LianlianSettings = {
    merchants,
    takesSeveral: reader.value('merchants') !== undefined || reader.value('merchantSource') !== undefined,
    merchantSource: sourceOf(reader),
    merchantCache: {
      ttlMs: cache.positiveInteger('ttlMs', DEFAULT_MERCHANT_TTL_MS),
      unknownTtlMs: cache.positiveInteger('unknownTtlMs', DEFAULT_UNKNOWN_TTL_MS),
      capacity: cache.positiveInteger('capacity', DEFAULT_MERCHANT_CAPACITY),
      unknownPerSecond: cache.positiveInteger('unknownPerSecond', DEFAULT_UNKNOWN_PER_SECOND),
      timeoutMs: cache.positiveInteger('timeoutMs', DEFAULT_SOURCE_TIMEOUT_MS),
    },
    gateway: gatewayOf(reader),
    endpoints: endpointsOf(reader),
    ipv6StandIn: reader.text('ipv6StandIn', isIPv4, configMessages.ipv6StandIn()),
    http: {
      timeoutMs: http.positiveInteger('timeoutMs', DEFAULT_TIMEOUT_MS),
      connections: http.positiveInteger('connections', DEFAULT_CONNECTIONS),
      route: createRoute(http),
    },
    notifications: {
      inbox: inboxOf(notifications),
      queue: queueOf(notifications),
      leaseMs: notifications.positiveInteger('leaseMs', DEFAULT_LIMITS.leaseMs),
      budgetMs: notifications.positiveInteger('budgetMs', DEFAULT_BUDGET_MS),
      maxHandlingMs: notifications.positiveInteger('maxHandlingMs', DEFAULT_LIMITS.maxHandlingMs),
      maxConcurrent: notifications.positiveInteger('maxConcurrent', undefined),
      allowedSources: allowedSourcesOf(notifications),
      confirmByQuery: confirmByQueryOf(
        notifications,
        (number) => reader.value('merchantSource') !== undefined || isAmong(merchants, number),
      ),
    },
    sweeper: {
      enabled: sweeper.flag('enabled', true),
      everyMs: sweeper.positiveInteger('everyMs', DEFAULT_SWEEP_EVERY_MS),
      olderThanMs: sweeper.positiveInteger('olderThanMs', DEFAULT_SWEEP_OLDER_THAN_MS),
      perSecond: sweeper.positiveInteger('perSecond', DEFAULT_SWEEPS_PER_SECOND),
    },
  };
  if (problems.length > 0) throw new LianlianConfigError(problems);
  return deepFreeze(settings);
}

function gatewayOf(reader: OptionReader): string | undefined {
  const gateway = reader.url('gateway');
  if (gateway === undefined) return undefined;
  const { origin, pathname, search } = new URL(gateway);
  if (pathname !== '/' || search !== '') reader.problem('gateway', configMessages.originOnly());
  return origin;
}

function endpointsOf(reader: OptionReader): LianlianSettings['endpoints'] {
  const group = reader.group('endpoints', API_IDS);
  return Object.fromEntries(API_IDS.map((id) => [id, group.url(id)]));
}

function inboxOf(reader: OptionReader): LianlianSettings['notifications']['inbox'] {
  const inbox = reader.value('inbox');
  if (inbox === undefined) return undefined;
  const methods = ['once', 'recall'];
  const missing = methods.filter((name) => typeof Reflect.get(Object(inbox) as object, name) !== 'function');
  if (missing.length > 0) reader.problem('inbox', configMessages.notAnInbox(missing));
  return inbox as LianlianSettings['notifications']['inbox'];
}

function queueOf(reader: OptionReader): LianlianSettings['notifications']['queue'] {
  const queue = reader.value('queue');
  if (queue === undefined) return undefined;
  if (typeof Reflect.get(Object(queue) as object, 'enqueue') !== 'function') {
    reader.problem('queue', configMessages.notAQueue());
  }
  return queue as LianlianSettings['notifications']['queue'];
}

function allowedSourcesOf(reader: OptionReader): readonly string[] | undefined {
  const sources = reader.value('allowedSources');
  if (sources === undefined) return undefined;
  if (!Array.isArray(sources) || sources.length === 0 || !sources.every(isSource)) {
    reader.problem('allowedSources', configMessages.notSources());
    return undefined;
  }
  return sources as readonly string[];
}

function confirmByQueryOf(
  reader: OptionReader,
  isKnown: (oidPartner: string) => boolean,
): boolean | readonly string[] {
  const wanted = reader.value('confirmByQuery');
  if (wanted === undefined || typeof wanted === 'boolean') return wanted ?? false;
  const isRight = (entry: unknown): boolean =>
    typeof entry === 'string' && isMerchantNumber(entry) && isKnown(entry);
  if (Array.isArray(wanted) && wanted.every(isRight)) return wanted as readonly string[];
  reader.problem('confirmByQuery', configMessages.notMerchants());
  return false;
}

function isAmong(merchants: readonly Merchant[], number: string): boolean {
  return merchants.some(({ oidPartner }) => oidPartner === number);
}

function sourceOf(reader: OptionReader): LianlianSettings['merchantSource'] {
  const source = reader.value('merchantSource');
  if (source === undefined) return undefined;
  if (typeof Reflect.get(Object(source) as object, 'find') !== 'function') {
    reader.problem('merchantSource', configMessages.notAMerchantSource());
  }
  return source as LianlianSettings['merchantSource'];
}

function isSource(source: unknown): boolean {
  if (typeof source !== 'string') return false;
  const [address = '', prefix, ...rest] = source.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** Freezes the settings, and neither keys nor the user's own objects. */
function deepFreeze(settings: LianlianSettings): LianlianSettings {
  const { merchants, merchantCache, endpoints, http, notifications, sweeper } = settings;
  [merchants, merchantCache, endpoints, http, notifications, sweeper].forEach(Object.freeze);
  return Object.freeze(settings);
}
