import { LianlianConfigError } from '../errors/lianlian-config.error.js';
import { bossMessages } from './boss.messages.js';
import type { BossSettings } from './boss-settings.js';
import { isWholeBoss, type PgBossLike } from './pg-boss-like.js';

type PgBossClass = new (options: object) => object;

const PACKAGE = 'pg-boss';
/** How often a worker looks for other workers that died, within the time after which they count as dead. */
const LOOKS = 3;
/** Of a process without a worker. */
const DEFAULT_STALLED_MS = 30_000;

/**
 * A `PgBoss` with the settings; it is not started. One of the app's own is given back as it is.
 *
 * @throws LianlianConfigError where pg-boss is not installed, or refuses what `connection` holds
 */
export async function createBoss(settings: BossSettings): Promise<PgBossLike> {
  const { connection } = settings;
  if (isWholeBoss(connection)) return connection;
  const PgBoss = await loadPgBoss();
  try {
    return checked(new PgBoss(constructorOptions(settings)));
  } catch (cause) {
    if (cause instanceof LianlianConfigError) throw cause;
    throw problem(bossMessages.refusedOptions(), cause);
  }
}

function constructorOptions({
  connection,
  schema,
  worker,
  timeoutMs,
}: BossSettings): Record<string, unknown> {
  const stalledMs = worker?.stalledMs ?? DEFAULT_STALLED_MS;
  const lookSeconds = Math.ceil(stalledMs / 1_000 / LOOKS);
  return {
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
    // A connection that hangs would take the worker that waits for it out of service, or keep the start from its end.
    query_timeout: stalledMs,
    // Nothing here recurs by a calendar.
    schedule: false,
    // A process that only receives leaves it to the workers to look after the queue, and waits for no job.
    supervise: worker !== undefined,
    useListenNotify: worker !== undefined,
    superviseIntervalSeconds: lookSeconds,
    monitorIntervalSeconds: lookSeconds,
    maintenanceIntervalSeconds: 600,
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    schema,
  };
}

async function loadPgBoss(): Promise<PgBossClass> {
  let module: { PgBoss?: PgBossClass };
  try {
    // Its name is no literal, so that bundlers and the compiler don't ask for a package that is optional.
    module = (await import(PACKAGE)) as typeof module;
  } catch (cause) {
    throw problem(bossMessages.packageMissing(), cause);
  }
  if (typeof module.PgBoss !== 'function') throw problem(bossMessages.otherVersion());
  return module.PgBoss;
}

function checked(boss: object): PgBossLike {
  if (!isWholeBoss(boss)) throw problem(bossMessages.otherVersion());
  return boss;
}

function problem(message: string, cause?: unknown): LianlianConfigError {
  return new LianlianConfigError([{ option: 'LianlianQueueModule connection', message }], { cause });
}
