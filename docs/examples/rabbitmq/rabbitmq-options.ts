/** How notifications go through RabbitMQ. */
export interface RabbitMqOptions {
  /** `amqps://user:password@host/vhost` */
  readonly url: string;
  /** The same in every process of one app, another one in every other app. */
  readonly queue: string;
  /** How many notifications this process handles at a time; 0 where it only receives. */
  readonly concurrency: number;
  /** How long RabbitMQ may take to confirm a notification, before LianLian is asked to send it again. */
  readonly timeoutMs: number;
}

export const RABBITMQ_OPTIONS = Symbol('RABBITMQ_OPTIONS');

/** The pauses after the first failed attempt, the second and so on. After the last one it is a dead letter. */
export const PAUSES_MS: readonly number[] = [1_000, 5_000, 30_000, 120_000, 600_000];

/** The pause of a notification whose order or copy is being handled: it counts as no attempt. */
export const BUSY_MS = 2_000;
