import { isIP } from 'node:net';

import { API_IDS } from '../common/api-ids.js';
import { type ConfigProblem, LianlianConfigError } from '../errors/lianlian-config.error.js';
import { messages } from '../errors/messages.js';
import type { LianlianModuleOptions } from './lianlian-module-options.js';
import { merchantsOf } from './create-merchants.js';
import { OptionReader } from './option-reader.js';
import type { LianlianSettings, Merchant } from './settings.js';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_CONNECTIONS = 32;
const DEFAULT_LEASE_MS = 60_000;
const DEFAULT_BUDGET_MS = 4_000;
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
  const merchants = merchantsOf(reader, problems);
  const http = reader.group('http', ['timeoutMs', 'connections']);
  const notifications = reader.group('notifications', [
    'inbox',
    'leaseMs',
    'budgetMs',
    'allowedSources',
    'confirmByQuery',
  ]);
  const sweeper = reader.group('sweeper', ['enabled', 'everyMs', 'olderThanMs', 'perSecond']);
  const settings: LianlianSettings = {
    merchants,
    gateway: gatewayOf(reader),
    endpoints: endpointsOf(reader),
    http: {
      timeoutMs: http.positiveInteger('timeoutMs', DEFAULT_TIMEOUT_MS),
      connections: http.positiveInteger('connections', DEFAULT_CONNECTIONS),
    },
    notifications: {
      inbox: inboxOf(notifications),
      leaseMs: notifications.positiveInteger('leaseMs', DEFAULT_LEASE_MS),
      budgetMs: notifications.positiveInteger('budgetMs', DEFAULT_BUDGET_MS),
      allowedSources: allowedSourcesOf(notifications),
      confirmByQuery: confirmByQueryOf(notifications, merchants),
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
  if (pathname !== '/' || search !== '') reader.problem('gateway', messages.originOnly());
  return origin;
}

function endpointsOf(reader: OptionReader): LianlianSettings['endpoints'] {
  const group = reader.group('endpoints', API_IDS);
  return Object.fromEntries(API_IDS.map((id) => [id, group.url(id)]));
}

function inboxOf(reader: OptionReader): LianlianSettings['notifications']['inbox'] {
  const inbox = reader.value('inbox');
  if (inbox === undefined) return undefined;
  const methods = ['claim', 'renew', 'complete', 'release'];
  const missing = methods.filter((name) => typeof Reflect.get(Object(inbox) as object, name) !== 'function');
  if (missing.length > 0) reader.problem('inbox', messages.notAnInbox(missing));
  return inbox as LianlianSettings['notifications']['inbox'];
}

function allowedSourcesOf(reader: OptionReader): readonly string[] | undefined {
  const sources = reader.value('allowedSources');
  if (sources === undefined) return undefined;
  if (!Array.isArray(sources) || sources.length === 0 || !sources.every(isSource)) {
    reader.problem('allowedSources', messages.notSources());
    return undefined;
  }
  return sources as readonly string[];
}

function confirmByQueryOf(reader: OptionReader, merchants: readonly Merchant[]): boolean | readonly string[] {
  const wanted = reader.value('confirmByQuery');
  if (wanted === undefined || typeof wanted === 'boolean') return wanted ?? false;
  const isKnown = (entry: unknown): boolean => merchants.some(({ oidPartner }) => oidPartner === entry);
  if (Array.isArray(wanted) && wanted.every(isKnown)) return wanted as readonly string[];
  reader.problem('confirmByQuery', messages.notMerchants());
  return false;
}

function isSource(source: unknown): boolean {
  if (typeof source !== 'string') return false;
  const [address = '', prefix, ...rest] = source.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** Settings are read by many and changed by nobody. Keys and a user's inbox are left as they are. */
function deepFreeze(settings: LianlianSettings): LianlianSettings {
  settings.merchants.forEach((merchant) => {
    Object.freeze(merchant.lianlianPublicKeys);
    Object.freeze(merchant);
  });
  [settings.merchants, settings.endpoints, settings.http, settings.notifications, settings.sweeper].forEach(
    Object.freeze,
  );
  return Object.freeze(settings);
}
