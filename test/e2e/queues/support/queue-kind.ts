import type { DynamicModule } from '@nestjs/common';
import type { NotificationInbox } from 'nestjs-lianlian';

/** The options that every queue module has. */
export interface CommonQueueOptions {
  readonly worker?: boolean | { readonly concurrency?: number };
  readonly attempts?: number;
}

/** A queue and the inbox beside it, as one process has them. */
export interface ProcessQueue {
  readonly module: DynamicModule;
  readonly inbox: NotificationInbox;
  /** After the app. */
  close(): Promise<void>;
}

/** A notification as it lies in the queue. */
export interface RawJob {
  readonly data: { readonly route: string; readonly message: string };
  change(data: object): Promise<void>;
}

/** The queue as one sees it who may write to its server. */
export interface RawQueue {
  put(key: string, data: object): Promise<void>;
  waiting(): Promise<RawJob[]>;
  /** How many there are of each state that has some. */
  counts(): Promise<Readonly<Record<string, number>>>;
  /** Everything that the server keeps of the jobs that a person finds by the key. */
  written(key: string): Promise<string>;
  close(): Promise<void>;
}

/** What tests know of a queue. */
export interface QueueKind {
  readonly name: string;
  open(queueName: string, options: CommonQueueOptions): Promise<ProcessQueue>;
  raw(queueName: string): Promise<RawQueue>;
  /** Takes a test's queue and inbox away. */
  remove(queueName: string): Promise<void>;
}
