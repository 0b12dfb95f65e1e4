import { OptionReader } from '../common/options/option-reader.js';
import { type ConfigProblem, LianlianConfigError } from '../errors/lianlian-config.error.js';
import {
  HANDLING_OPTIONS,
  handlingSettings,
  type HandlingSettings,
} from '../notifications/queue/handling-settings.js';
import { hasIoredis } from './ioredis-driver.js';
import type { LianlianQueueOptions } from './lianlian-queue-options.js';
import { hasKeyPrefix, isClient } from './queue-connection.js';
import { queueMessages } from './queue.messages.js';

const OPTIONS = ['connection', 'queueName', 'prefix', ...HANDLING_OPTIONS];

/** The validated settings. Internal. */
export const QUEUE_SETTINGS = Symbol('LIANLIAN_QUEUE_SETTINGS');

/** The options, validated and completed with defaults. */
export interface QueueSettings extends HandlingSettings {
  readonly connection: LianlianQueueOptions['connection'];
  readonly queueName: string;
  readonly prefix: string;
}

/** @throws LianlianConfigError with every problem found, by option name and without a value */
export function queueSettingsOf(options: LianlianQueueOptions): QueueSettings {
  const problems: ConfigProblem[] = [];
  const reader = new OptionReader(options, 'LianlianQueueModule ', problems);
  reader.refuseUnknown(OPTIONS);
  checkConnection(reader);
  const settings: QueueSettings = {
    connection: options.connection,
    queueName: nameOf(reader, 'queueName') ?? 'notifications',
    prefix: reader.text('prefix', () => true, queueMessages.name()) ?? '{lianlian}',
    ...handlingSettings(reader),
  };
  if (problems.length === 0) checkHashTag(reader, settings);
  if (problems.length > 0) throw new LianlianConfigError(problems);
  return settings;
}

function checkConnection(reader: OptionReader): void {
  const connection = reader.value('connection');
  if (connection === undefined || connection === null || connection === '') {
    reader.problem('connection', queueMessages.noConnection());
  } else if (typeof connection === 'string' ? !isRedisUrl(connection) : typeof connection !== 'object') {
    // A client of another library may be a function: BullMQ knows none.
    reader.problem('connection', queueMessages.connection());
  } else if (!isClient(connection) && !hasIoredis()) {
    reader.problem('connection', queueMessages.noIoredis());
  } else if (hasKeyPrefix(connection)) {
    reader.problem('connection', queueMessages.keyPrefix());
  }
}

/** In a cluster, the keys that a script of BullMQ touches have to lie on one node. */
function checkHashTag(reader: OptionReader, { connection, prefix, queueName }: QueueSettings): void {
  const isCluster = typeof connection === 'object' && Reflect.get(connection, 'isCluster') === true;
  if (isCluster && ![prefix, queueName].some((part) => /\{[^}]+\}/.test(part))) {
    reader.problem('prefix', queueMessages.clusterPrefix());
  }
}

function isRedisUrl(text: string): boolean {
  return URL.canParse(text) && /^rediss?:\/\//i.test(text);
}

/** BullMQ joins its keys with colons. */
function nameOf(reader: OptionReader, name: string): string | undefined {
  return reader.text(name, (text) => !text.includes(':'), queueMessages.name());
}
