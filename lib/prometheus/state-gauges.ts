import { Gauge } from 'prom-client';

import { askInbox } from '../common/inbox/ask-inbox.js';
import type { NotificationInbox } from '../common/inbox/notification-inbox.js';
import type { LianlianEvents } from '../notifications/model/lianlian-events.js';
import type { LianlianDeadLetters } from '../notifications/queue/dead-letters.js';
import type { QueueBacklog } from '../notifications/queue/queue-backlog.js';
import type { SweeperService } from '../sweeper/sweeper.service.js';
import type { MetricNames } from './metric-names.js';
import { SingleQuestion } from './single-question.js';
import { createSweeperMetrics } from './sweeper-metrics.js';

/** How long each may take: Prometheus waits for ten seconds by default. */
const INBOX_MS = 1_000;
const QUEUE_MS = 3_000;

/** Where the state of things is asked for. */
export interface StateSources {
  readonly inbox: NotificationInbox;
  readonly events: LianlianEvents;
  readonly sweeper: SweeperService;
  /** Undefined without queue mode. */
  readonly deadLetters: LianlianDeadLetters | undefined;
  /** Undefined without queue mode, and where the queue does not tell. */
  readonly backlog: QueueBacklog | undefined;
}

/**
 * Registers what is asked for whenever Prometheus reads. What cannot be told is left out, and spoils nothing else. Where a
 * cluster joins the registers of its workers, each gauge says what becomes of theirs: the sum would be of no use.
 */
export function createStateGauges(names: MetricNames, sources: StateSources): void {
  const { inbox, events, sweeper, deadLetters, backlog } = sources;
  const asked = new SingleQuestion('The inbox', INBOX_MS, () => askInbox(inbox));
  new Gauge({
    ...names.of('inbox_up'),
    help: 'Whether the inbox answered within a second: 1 or 0.',
    aggregator: 'min',
    async collect() {
      this.set((await asked.answer()) === true ? 1 : 0);
    },
  });
  const startedAt = new Date();
  new Gauge({
    ...names.of('last_notification_timestamp_seconds'),
    help: 'When this process last received a notification, or started, in seconds since 1970.',
    aggregator: 'max',
    collect() {
      this.set((events.lastReceived()?.at ?? startedAt).getTime() / 1000);
    },
  });
  createSweeperMetrics(names, sweeper);
  if (deadLetters === undefined && backlog === undefined) return;
  const counted = { waiting: questionOf(backlog), dead: questionOf(deadLetters) };
  new Gauge({
    ...names.of('queue_notifications'),
    help: 'Notifications in the queue: waiting (acknowledged, and not handled yet) and dead (for a person).',
    labelNames: ['state'],
    aggregator: 'max',
    async collect() {
      const [waiting, dead] = await Promise.all([counted.waiting?.answer(), counted.dead?.answer()]);
      this.reset();
      if (waiting !== undefined) this.set({ state: 'waiting' }, waiting);
      if (dead !== undefined) this.set({ state: 'dead' }, dead);
    },
  });
}

function questionOf(counted: { count(): Promise<number> } | undefined): SingleQuestion<number> | undefined {
  return counted && new SingleQuestion('The queue', QUEUE_MS, () => counted.count());
}
