import { existsSync } from 'node:fs';

/** Which of the two processes this is. */
export type ProcessName = 'web' | 'worker';

/** What the environment tells, checked. */
export interface Environment {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Another one for every app on the same Redis. */
  readonly queueName: string;
  readonly goodsPartner: string;
  readonly gamesPartner: string;
  readonly keysDir: string;
  readonly notifyUrl: string;
  /** A sandbox in the place of LianLian. */
  readonly gateway: string | undefined;
  /** Where a process listens. Other machines reach it at 0.0.0.0. */
  readonly host: string;
  readonly ports: Readonly<Record<ProcessName, number>>;
}

// What is set in the environment is stronger than the file.
if (existsSync('.env')) process.loadEnvFile('.env');

/** The environment of this process. */
export const environment: Environment = {
  databaseUrl: required('DATABASE_URL'),
  redisUrl: required('REDIS_URL'),
  queueName: process.env['QUEUE_NAME'] ?? 'notifications',
  goodsPartner: required('GOODS_OID_PARTNER'),
  gamesPartner: required('GAMES_OID_PARTNER'),
  keysDir: process.env['KEYS_DIR'] ?? 'keys',
  notifyUrl: required('NOTIFY_URL'),
  gateway: process.env['LIANLIAN_GATEWAY'],
  host: process.env['HOST'] ?? '127.0.0.1',
  ports: { web: Number(process.env['WEB_PORT'] ?? 3000), worker: Number(process.env['WORKER_PORT'] ?? 3001) },
};

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: .env.example has every variable`);
  return value;
}
