import { OptionReader } from '../common/options/option-reader.js';
import { type ConfigProblem, LianlianConfigError } from '../errors/lianlian-config.error.js';
import {
  HANDLING_OPTIONS,
  handlingSettings,
  type HandlingSettings,
} from '../notifications/queue/handling-settings.js';
import { bossMessages } from './boss.messages.js';
import type { LianlianQueueOptions } from './lianlian-queue-options.js';
import { isBoss, isWholeBoss } from './pg-boss-like.js';

const OPTIONS = ['connection', 'queueName', 'schema', 'pollMs', ...HANDLING_OPTIONS];

/** What pg-boss cannot go below. */
const LEAST = { stalledMs: 10_000, keepCompletedMs: 1_000 };
const LEAST_POLL_MS = 500;

/** The validated settings. Internal. */
export const BOSS_SETTINGS = Symbol('LIANLIAN_PG_BOSS_SETTINGS');

/** The options, validated and completed with defaults. */
export interface BossSettings extends HandlingSettings {
  readonly connection: LianlianQueueOptions['connection'];
  readonly queueName: string;
  readonly schema: string;
  readonly pollMs: number;
}

/** @throws LianlianConfigError with every problem found, by option name and without a value */
export function bossSettingsOf(options: LianlianQueueOptions): BossSettings {
  const problems: ConfigProblem[] = [];
  const reader = new OptionReader(options, 'LianlianQueueModule ', problems);
  reader.refuseUnknown(OPTIONS);
  checkConnection(reader);
  const settings: BossSettings = {
    connection: options.connection,
    queueName:
      reader.text('queueName', (text) => /^[\w.\-/]+$/.test(text), bossMessages.queueName()) ??
      'notifications',
    schema:
      reader.text('schema', (text) => /^[a-z_]\w{0,49}$/i.test(text), bossMessages.schema()) ?? 'lianlian',
    pollMs: reader.positiveInteger('pollMs', 2_000, { least: LEAST_POLL_MS }),
    ...handlingSettings(reader, LEAST),
  };
  if (problems.length > 0) throw new LianlianConfigError(problems);
  return settings;
}

function checkConnection(reader: OptionReader): void {
  const connection = reader.value('connection');
  if (connection === undefined || connection === null || connection === '') {
    reader.problem('connection', bossMessages.noConnection());
  } else if (typeof connection === 'string' ? !isPostgresUrl(connection) : typeof connection !== 'object') {
    reader.problem('connection', bossMessages.connection());
  } else if (isBoss(connection)) {
    if (!isWholeBoss(connection)) reader.problem('connection', bossMessages.otherVersion());
    if (reader.value('schema') !== undefined) reader.problem('schema', bossMessages.ownSchema());
  } else if (typeof connection === 'object' && 'schema' in connection) {
    reader.problem('connection', bossMessages.ownSchemaOption());
  }
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(?:ql)?:\/\//i.test(text);
}
