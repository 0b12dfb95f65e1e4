import type { LianlianEvent, PaymentProduct } from 'nestjs-lianlian';

import { formatLianlianTime, parseLianlianTime } from '../../lib/common/time.js';
import { MemoryInbox } from '../../lib/notifications/inbox/memory-inbox.js';
import { AppDatabase, type Write } from './app-database.js';
import { AppProcess, ROUTE } from './app-process.js';
import { BackOffices } from './calls/back-offices.js';
import { BusyWatch } from './busy-watch.js';
import { settingsOf } from './keys.js';
import { type Delivery, Outside, type SaidOfPayout } from './outside.js';
import { PayoutDesk } from './payouts/payout-desk.js';
import type { WorldPayout } from './payouts/world-payouts.js';
import { PlannedFaults } from './planned-faults.js';
import { queriesOf } from './query-services.js';
import { RealScheduler } from './real-scheduler.js';
import type { RealWorldStore } from './real-store.js';
import { logTo, type LogLine } from './report-lines.js';
import { type Actor, type Scheduler, VirtualScheduler } from './scheduler.js';
import { shopController } from './shop-controller.js';
import { sharedInbox, TransactionalStore } from './stores.js';
import { Story } from './story.js';
import { ordersOf, transactionsOf, type Transaction, type WorldOrder } from './transactions.js';
import type { WorldPlan } from './world-plan.js';
import { WorldQueue } from './world-queue.js';

/** After everything that LianLian repeats, a handler that never ended, and the longest pause of a sweeper. */
const QUIET_MS = 80 * 60_000;

/** Sweeps after which a sweeper has looked for every order that LianLian knows by another time. */
const LOOKING_ROUNDS = 6;

/** In real time: until every claim is given up. */
const REAL_QUIET_MS = 10 * 60_000;

/** A world that ran: what there is to judge. */
export interface FinishedWorld {
  readonly plan: WorldPlan;
  readonly orders: readonly WorldOrder[];
  readonly transactions: readonly Transaction[];
  readonly payouts: readonly WorldPayout[];
  readonly database: AppDatabase;
  readonly queue: WorldQueue;
  readonly outside: Outside;
  readonly offices: BackOffices;
  readonly faults: PlannedFaults;
  readonly lines: readonly LogLine[];
  readonly events: readonly LianlianEvent[];
  readonly story: Story;
  /** Faults that were seen while it ran: what was acknowledged and is not durable, what ended a process. */
  readonly violations: readonly string[];
}

function storyOf(event: LianlianEvent): string {
  const { no_order = '', oid_paybill = '' } = event as { no_order?: string; oid_paybill?: string };
  return `${no_order} ${oid_paybill} ${'state' in event ? event.state : ''}`.trim();
}

/** What a reader of the story has to know first. */
function settingOf({ orders, payouts, settings }: WorldPlan): string {
  const { store, bars, queue, returnsPaidBy, saysAuthorization, hook, confirmByQuery, maxConcurrent } =
    settings;
  const facts = [
    `${store} store`,
    queue && 'a queue',
    `a ${hook} hook`,
    `expectedPayment returns ${returnsPaidBy ? '' : 'no '}oid_paybill`,
    `it says ${saysAuthorization ? '' : 'nothing '}of authorizations`,
    !bars && 'an inbox that does not look by itself whether a claim is barred',
    confirmByQuery && 'confirmByQuery',
    maxConcurrent !== undefined && `maxConcurrent ${String(maxConcurrent)}`,
    ...orders.map(
      ({ isUnknown, isAuthorization }, index) =>
        (isUnknown || isAuthorization) &&
        `order-${String(index)} is ${isUnknown ? 'unknown to the app' : 'an authorization'}`,
    ),
    ...orders.map(({ isForeign }, index) => isForeign === true && `order-${String(index)} is in dollars`),
    ...payouts.map(({ sharesOrder, isUnknown, knowsTransaction }, index) =>
      payoutSetting(sharesOrder ? 'order-0' : `payout-${String(index)}`, isUnknown, knowsTransaction),
    ),
  ];
  return facts.filter((fact) => fact !== false).join(', ');
}

function payoutSetting(no_order: string, isUnknown: boolean, knowsTransaction: boolean): string {
  const known = knowsTransaction ? 'knows' : 'does not know';
  return `${no_order} is a payout ${isUnknown ? 'unknown to the app' : `whose transaction the app ${known}`}`;
}

/** The app lists what it sells: an app without foreign currencies asks nothing about them. */
function productsOf(
  orders: readonly WorldOrder[],
  transactions: readonly Transaction[],
): readonly PaymentProduct[] {
  const isForeign = [...orders, ...transactions].some(({ currency_order }) => currency_order !== undefined);
  return ['aggregate', 'easypay', ...(isForeign ? (['exchange'] as const) : [])];
}

/** Runs the world of a plan. */
export class World {
  private readonly faults: PlannedFaults;
  private readonly scheduler: Scheduler;
  private readonly story: Story;
  private readonly orders: readonly WorldOrder[];
  private readonly transactions: readonly Transaction[];
  private readonly database: AppDatabase;
  private readonly queue: WorldQueue;
  private readonly shared = new MemoryInbox();
  private readonly sql: TransactionalStore;
  private readonly processes: AppProcess[] = [];
  private readonly outside: Outside;
  private readonly offices: BackOffices;
  private readonly desk: PayoutDesk;
  private readonly lines: LogLine[] = [];
  private readonly events: LianlianEvent[] = [];
  private readonly violations: string[] = [];
  private readonly working = new Set<Actor>();
  private readonly busy = new BusyWatch((violation) => this.violations.push(violation));
  private turn = 0;

  /** @param real where the plan is for a store on a server: what this world keeps there */
  constructor(
    private readonly plan: WorldPlan,
    private readonly real?: RealWorldStore,
  ) {
    const Time = real === undefined ? VirtualScheduler : RealScheduler;
    this.scheduler = new Time(plan.seed, (actor, step) => this.fateAt(actor, step));
    this.story = new Story(() => this.scheduler.now());
    this.faults = new PlannedFaults(plan.faults, this.story);
    this.orders = ordersOf(plan);
    this.transactions = transactionsOf(plan, this.orders);
    this.database = new AppDatabase(this.orders, (time) => this.keptTime(time));
    this.offices = this.officesOf(plan);
    const { scheduler, faults, database } = this;
    if (real !== undefined) database.refresh = () => this.readCommitted(real);
    this.queue = new WorldQueue(scheduler, faults, () => {
      this.wakeWorkers();
    });
    this.sql = new TransactionalStore({ scheduler, faults, database });
    this.outside = new Outside({
      ...{ plan, scheduler, faults, story: this.story, transactions: this.transactions },
      intoQueue: (message) => {
        if (!plan.settings.queue) return;
        this.story.tell('attacker', 'writes a payment to the queue');
        this.faults.note('queue forged');
        this.queue.put({ id: 'forged', kind: 'payment', route: ROUTE, message });
      },
      someProcess: () => this.someProcess(),
      onResponse: async (delivery, status) => {
        if (status !== 200) return;
        await database.refresh();
        this.judgeAck(delivery);
      },
    });
    this.desk = new PayoutDesk({
      ...{ plan, scheduler, faults, story: this.story, database, transactions: this.transactions },
      outside: () => this.outside,
    });
  }

  /** Operators of the shop, who call LianLian. */
  private officesOf(plan: WorldPlan): BackOffices {
    const { scheduler, faults, story } = this;
    return new BackOffices({
      ...{ plan, scheduler, faults, story },
      processAt: (index) => this.processes[index]?.actor,
      die: (actor) => {
        const index = this.processes.findIndex((process) => process.actor === actor);
        this.end(actor);
        this.startLater(index, actor);
      },
      notifyRefund: (label, fields) => {
        this.outside.notifyRefund(label, fields);
      },
    });
  }

  /** What the app's column makes of a time. */
  private keptTime(time: string): string {
    const [column] = this.faults.of('column');
    if (column === undefined) return time;
    return formatLianlianTime(new Date(parseLianlianTime(time).getTime() + column.byMs));
  }

  private async readCommitted(real: RealWorldStore): Promise<void> {
    const committed = await real.committed();
    if (committed !== undefined) this.database.replace(committed.map((text) => JSON.parse(text) as Write));
  }

  async run(): Promise<FinishedWorld> {
    const onRejection = (error: unknown): void => {
      this.violations.push(`something ended the process: ${String(error)}`);
    };
    process.on('unhandledRejection', onRejection);
    process.on('uncaughtException', onRejection);
    logTo((line) => {
      if (this.scheduler.current?.isAlive === false) return;
      this.lines.push(line);
      if (line.level === 'error' || line.level === 'warn')
        this.story.tell('log', `${line.level}: ${line.text}`);
    });
    try {
      this.story.tell('world', settingOf(this.plan));
      for (let index = 0; index < this.plan.settings.processes; index++) this.start(index);
      this.outside.begin();
      this.desk.begin();
      this.offices.begin();
      for (const { atMs, process: index } of this.faults.of('restart')) {
        this.scheduler.after(atMs, () => {
          if (!this.faults.areOver) this.restart(index);
        });
      }
      for (const { atMs, byMs, process: index } of this.faults.of('jump')) {
        this.scheduler.after(atMs, () => {
          const actor = this.processes[index]?.actor;
          if (actor === undefined || this.faults.areOver) return;
          actor.clockOffsetMs += byMs;
          this.faults.note('jump');
        });
      }
      for (const { atMs, process: index } of this.plan.sweeps) {
        this.scheduler.after(atMs, () => {
          this.sweep(this.processes[index]);
        });
      }
      await this.scheduler.run();
      await this.afterFaults();
      await this.offices.settle();
      await this.database.refresh();
    } catch (error) {
      this.violations.push(`the world ended with ${String(error)}`);
    } finally {
      logTo(undefined);
      process.off('unhandledRejection', onRejection);
      process.off('uncaughtException', onRejection);
      this.scheduler.end();
      await this.real?.close();
    }
    const { plan, orders, transactions, database, queue, outside, faults, lines, events, story } = this;
    const { violations, offices, desk } = this;
    const seen = { lines, events, story, violations };
    const { payouts } = desk;
    return { plan, orders, transactions, payouts, database, queue, outside, offices, faults, ...seen };
  }

  /** What must come right in the end: dead processes are back, and every process sweeps once. */
  private async afterFaults(): Promise<void> {
    this.faults.end();
    this.story.tell('world', 'faults are over');
    for (const [index, { actor }] of this.processes.entries()) {
      actor.clockOffsetMs = 0;
      // In real time nobody waits an hour for the next turn of an order: a new process asks at once.
      if (this.real !== undefined && actor.isAlive) this.end(actor);
      if (!actor.isAlive) this.start(index);
    }
    this.queue.retryDead();
    this.scheduler.after(this.real === undefined ? QUIET_MS : REAL_QUIET_MS, () => {
      for (const process of this.processes) {
        this.sweep(process);
        // An order's time may be ahead of the machine's: it is asked about when it is listed again.
        if (this.real !== undefined) this.sweep(process);
      }
    });
    await this.scheduler.run();
    // What the column changed is not found until a sweeper looks why: at the third query that finds nothing, or, where it
    // looked before the payer paid, at the sixth.
    for (let round = 0; round < LOOKING_ROUNDS && this.faults.of('column').length > 0; round++) {
      this.scheduler.after(QUIET_MS, () => {
        for (const process of this.processes) this.sweep(process);
      });
      await this.scheduler.run();
    }
  }

  private sweep(process: AppProcess | undefined): void {
    if (process?.actor.isAlive !== true) return;
    const { name } = process.actor;
    this.story.tell(name, 'sweeps');
    process.sweep().catch((error: unknown) => {
      this.story.tell(name, `cannot sweep: ${String(error)}`);
    });
  }

  private start(index: number): void {
    const name = `process ${String(index + 1)}`;
    const clockOffsetMs = this.faults.of('clock').find((fault) => fault.process === index)?.byMs ?? 0;
    const actor: Actor = { name, isAlive: true, clockOffsetMs };
    if (clockOffsetMs !== 0) this.faults.note('clock');
    const { scheduler, faults, database, queue, plan } = this;
    const { store } = plan.settings;
    const world = { scheduler, faults, database };
    const inbox =
      this.real !== undefined
        ? this.real.inboxOf(actor, world)
        : store === 'transactional'
          ? this.sql.inboxOf(actor)
          : store === 'memory'
            ? new MemoryInbox()
            : sharedInbox(this.shared, actor, world);
    const started = new AppProcess({
      actor,
      settings: settingsOf(plan.settings),
      inbox: this.busy.around(inbox, actor, plan.settings.bars),
      controller: shopController(actor, {
        ...world,
        settings: plan.settings,
        payouts: this.desk.payouts,
        products: productsOf(this.orders, this.transactions),
        office: this.offices.of(actor),
      }),
      queries: queriesOf(actor, scheduler, faults, this.transactions),
      payouts: this.desk.serviceOf(actor),
      queue: plan.settings.queue ? queue.of(actor) : undefined,
    });
    if (faults.of('observer').length > 0) {
      faults.note('observer');
      started.events.all$.subscribe(() => {
        throw new Error('An alarm is broken.');
      });
    }
    started.events.all$.subscribe((event) => {
      if (!actor.isAlive) return;
      this.events.push(event);
      if (event.type === 'swept' || event.type === 'handled')
        this.story.tell(name, `${event.type} ${storyOf(event)}`);
    });
    this.processes[index] = started;
    this.story.tell(name, 'is up');
    this.work(started);
  }

  /** A worker takes one job after the other, until there is none. */
  private work(worker: AppProcess): void {
    const { actor, queued } = worker;
    if (!actor.isAlive || this.working.has(actor)) return;
    const job = this.queue.take(actor);
    if (job === undefined) return;
    this.working.add(actor);
    void queued.handle(job.queued).then(async (result) => {
      const pauseMs = await this.scheduler.step(actor, () => this.queue.end(job, result));
      this.working.delete(actor);
      if (pauseMs === undefined) this.wakeWorkers();
      else
        this.scheduler.after(pauseMs, () => {
          this.wakeWorkers();
        });
    });
  }

  private wakeWorkers(): void {
    for (const process of this.processes) this.work(process);
  }

  private end(actor: Actor): void {
    actor.isAlive = false;
    this.real?.kill(actor);
  }

  /** What died is started again, if nobody did meanwhile. */
  private startLater(index: number, actor: Actor): void {
    this.scheduler.after(10_000, () => {
      if (this.processes[index]?.actor === actor) this.start(index);
    });
  }

  private restart(index: number): void {
    const process = this.processes[index];
    if (process === undefined) return;
    this.end(process.actor);
    this.faults.note('restart');
    this.story.tell(process.actor.name, 'is restarted');
    this.start(index);
  }

  /** Whether a planned crash happens at this step, of this process. */
  private fateAt(actor: Actor, step: number): 'die-before' | 'die-after' | undefined {
    const index = this.processes.findIndex((process) => process.actor === actor);
    if (index < 0 || this.faults.areOver) return undefined;
    const crash = this.faults.of('crash').find((fault) => fault.step === step);
    if (crash === undefined) return undefined;
    this.faults.note('crash');
    this.story.tell(actor.name, crash.after ? 'dies after a step' : 'dies before a step');
    setImmediate(() => this.real?.kill(actor));
    this.startLater(index, actor);
    return crash.after ? 'die-after' : 'die-before';
  }

  private someProcess(): AppProcess | undefined {
    const alive = this.processes.filter(({ actor }) => actor.isAlive);
    return alive[this.turn++ % Math.max(1, alive.length)];
  }

  /** What is acknowledged is an effect, was settled before, or is in the queue. */
  private judgeAck({ transaction, result, label, payout }: Delivery): void {
    if (result === 'forged') this.violations.push(`a forgery was acknowledged: ${label}`);
    if (payout !== undefined) this.judgePayoutAck(payout, label);
    if (transaction === undefined) return;
    const { oid_paybill } = transaction;
    if (this.plan.settings.queue && this.queue.keeps(oid_paybill, 'payment')) return;
    if (result === 'restated') {
      this.violations.push(`another amount or currency for ${oid_paybill} was acknowledged`);
      return;
    }
    const isPayment = result === 'SUCCESS' && !transaction.isAuthorization;
    const isThere = this.database.writes.some((write) =>
      isPayment
        ? write.kind === 'effect' && write.oid_paybill === oid_paybill
        : write.kind === 'other' && write.oid_paybill === oid_paybill && write.result === result,
    );
    if (!isThere) this.violations.push(`acknowledged, and nothing is durable: ${label}`);
  }

  /** The same, of a payout. */
  private judgePayoutAck({ payout, send, word }: SaidOfPayout, label: string): void {
    const { oid_paybill = '' } = send;
    if (this.plan.settings.queue && this.queue.keeps(oid_paybill, 'payout')) return;
    const isThere = this.database
      .toldOf(payout.no_order)
      .some((told) => told.oid_paybill === oid_paybill && told.result === word);
    if (!isThere) this.violations.push(`acknowledged, and nothing is durable: ${label}`);
  }
}
