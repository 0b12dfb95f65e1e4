/** What is used of a job that pg-boss hands out with its metadata. Times are those of PostgreSQL. */
export interface BossJob {
  readonly id: string;
  /** Not checked: anyone who can write to PostgreSQL can write anything. */
  readonly data: unknown;
  /** How often it was taken before. */
  readonly retryCount: number;
  readonly singletonKey: string | null;
  readonly createdOn: Date;
  /** In a queue of dead letters: with what the job failed, and how often it had been taken before. */
  readonly sourceOutput: unknown;
  readonly sourceRetryCount: number | null;
}

/** What became of a job: `failed` is taken again, `deadletter` goes to the queue of dead letters. */
export interface BossResult {
  readonly id: string;
  readonly status: 'completed' | 'failed' | 'deadletter';
  readonly output?: object;
}

/** How a queue is made. Times are in seconds. */
interface BossQueueOptions {
  readonly retryLimit?: number;
  readonly retryDelay?: number;
  readonly expireInSeconds?: number;
  readonly heartbeatSeconds?: number;
  readonly retentionSeconds?: number;
  readonly deleteAfterSeconds?: number;
  readonly deadLetter?: string;
  readonly notify?: boolean;
}

/** A job as it is put in. */
export interface NewBossJob {
  readonly id: string;
  readonly singletonKey: string;
  readonly data: object;
}

interface BossWorkOptions {
  readonly includeMetadata: true;
  readonly perJobResults: true;
  readonly pollingIntervalSeconds: number;
  readonly notifyPollingIntervalSeconds: number;
}

/** One taking of a job: what settles it does nothing where another worker has taken it since. */
type BossAttempt = Pick<BossJob, 'id' | 'retryCount'>;

/** What is used of a `PgBoss`. */
export interface PgBossLike {
  on(event: 'error', listener: (error: unknown) => void): unknown;
  off(event: 'error', listener: (error: unknown) => void): unknown;
  start(): Promise<unknown>;
  stop(options: { readonly graceful: boolean; readonly timeout: number }): Promise<void>;
  createQueue(name: string, options: BossQueueOptions): Promise<void>;
  updateQueue(name: string, options: BossQueueOptions): Promise<void>;
  /** Those whose id is there already are left out. */
  insert(name: string, jobs: NewBossJob[]): Promise<unknown>;
  work(
    name: string,
    options: BossWorkOptions,
    handler: (jobs: BossJob[]) => Promise<BossResult[]>,
  ): Promise<string>;
  /** Of one worker, or of all; without `wait` it does not wait for what they handle. */
  offWork(name: string, options: { readonly id?: string; readonly wait: boolean }): Promise<void>;
  /** Has a worker look for a job at once, or once more when it is done with the one that it has. */
  notifyWorker(id: string): void;
  fail(name: string, attempt: BossAttempt, output: object): Promise<unknown>;
  update(
    name: string,
    data: object | undefined,
    options: { readonly id: string; readonly startAfter: number },
  ): Promise<unknown>;
  findJobs(
    name: string,
    options: {
      readonly id?: string;
      readonly key?: string;
      readonly limit?: number;
      readonly after?: string;
    },
  ): Promise<BossJob[]>;
  /** The latest first. A minute old at most with `force`, where pg-boss keeps no history of them. */
  getQueueStats(
    name: string,
    options: { readonly force: boolean; readonly limit: number },
  ): Promise<{ readonly queuedCount: number; readonly activeCount: number }[]>;
  redrive(name: string, options: { readonly ids: string[] }): Promise<number>;
  deleteJob(name: string, id: string): Promise<{ readonly affected: number }>;
}

const METHODS = [
  ...(['on', 'off', 'start', 'stop', 'createQueue', 'updateQueue', 'insert', 'work'] as const),
  ...([
    'offWork',
    'fail',
    'update',
    'findJobs',
    'getQueueStats',
    'redrive',
    'deleteJob',
    'notifyWorker',
  ] as const),
] satisfies readonly (keyof PgBossLike)[];

/** Whether it is a `PgBoss` of some version, or something like it, rather than options for one. */
export function isBoss(connection: unknown): connection is object {
  return hasMethods(connection, ['start', 'stop', 'send']);
}

/** Whether everything is there that is used. */
export function isWholeBoss(connection: unknown): connection is PgBossLike {
  return hasMethods(connection, METHODS);
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof Reflect.get(value, name) === 'function');
}
