import { fenToYuan } from '../../../lib/common/money.js';
import { formatLianlianTime } from '../../../lib/common/time.js';
import type { Order } from '../../../sample-app/src/orders/order.js';
import { MERCHANTS } from '../keys.js';
import type { PlannedFaults } from '../planned-faults.js';
import type { Actor, Scheduler } from '../scheduler.js';
import type { Story } from '../story.js';
import type { WorldPlan } from '../world-plan.js';
import { BackOffice } from './back-office.js';
import type { PlannedCall, PlannedSale } from './call-plan.js';
import { fieldsOf, LianlianLedger, type MadeRefund, type Sold } from './lianlian-ledger.js';
import { ShopTables } from './shop-tables.js';

/** What operators and their calls need of the world. */
interface CallWorld {
  readonly plan: WorldPlan;
  readonly scheduler: Scheduler;
  readonly faults: PlannedFaults;
  readonly story: Story;
  /** The process with this number, as it is now. */
  readonly processAt: (index: number) => Actor | undefined;
  readonly die: (actor: Actor) => void;
  /** Has LianLian notify of a refund. */
  readonly notifyRefund: (label: string, fields: Readonly<Record<string, string>>) => void;
}

/** A refund that an operator asked for, by the number of the form that it came from. */
export interface Intention {
  readonly no_refund: string;
  readonly no_order: string;
  readonly fen: number;
  /** Undefined where its process died: it may be noted, or not. */
  result: 'done' | 'refused' | undefined;
}

/** Times after which operators ask once more about what is open: longer than any call. */
const ASKING_ROUNDS = 4;
const ASK_AGAIN_MS = 5 * 60_000;
/** Where a clock was ahead by a day, a call seems to be open for as long. */
const DAY_MS = 25 * 60 * 60_000;

/** Operators, who move the money of sales by the shop's code; and LianLian's books of it. */
export class BackOffices {
  readonly ledger: LianlianLedger;
  readonly tables: ShopTables;
  readonly sold: readonly Sold[];
  readonly intentions: Intention[] = [];
  readonly violations: string[] = [];
  private readonly offices = new Map<Actor, BackOffice>();
  private readonly openCaptures = new Map<string, Set<{ readonly by: Actor }>>();

  constructor(private readonly world: CallWorld) {
    const { plan, scheduler } = world;
    const orders = plan.sales.map(orderOf);
    this.sold = plan.sales.map((planned, index) => soldOf(planned, orderOf(planned, index)));
    this.tables = new ShopTables(orders, scheduler);
    this.ledger = new LianlianLedger(
      this.sold,
      (ms, callback) => {
        scheduler.after(ms, callback);
      },
      (refund) => {
        this.notify(refund);
      },
    );
  }

  begin(): void {
    for (const call of this.world.plan.calls) {
      this.world.scheduler.after(call.atMs, () => {
        this.take(call);
      });
    }
  }

  /** When faults are over, everything that is open is asked about. */
  async settle(): Promise<void> {
    const { plan, scheduler, faults } = this.world;
    if (plan.calls.length === 0) return;
    for (let round = 0; round < ASKING_ROUNDS; round++) {
      scheduler.after(hasWrongClock(faults) ? DAY_MS : ASK_AGAIN_MS, () => {
        for (const [sale] of plan.sales.entries()) this.take({ ...ASK, sale });
      });
      await scheduler.run();
    }
  }

  /** Of a process: undefined where nobody calls anything in this world. */
  of(actor: Actor): BackOffice | undefined {
    if (this.world.plan.calls.length === 0) return undefined;
    const { scheduler, faults, story, die } = this.world;
    const office = new BackOffice(actor, this.tables, {
      ...{ scheduler, faults, story, die, ledger: this.ledger },
      onCapture: (no_order, by) => this.capturing(no_order, by),
    });
    this.offices.set(actor, office);
    return office;
  }

  /** The shop counts a call as open by the clock on the wall: with clocks that are wrong, two may be. */
  private capturing(no_order: string, actor: Actor): () => void {
    const open = this.openCaptures.get(no_order) ?? new Set();
    this.openCaptures.set(no_order, open);
    if ([...open].some(({ by }) => by.isAlive) && !hasWrongClock(this.world.faults))
      this.violations.push(`a capture of ${no_order} was sent while another one was open`);
    const call = { by: actor };
    open.add(call);
    return () => open.delete(call);
  }

  private take({ kind, sale, fen, form, process }: PlannedCall): void {
    const { story, processAt } = this.world;
    const actor = processAt(process);
    const office = actor && this.offices.get(actor);
    const sold = this.sold[sale];
    if (office?.actor.isAlive !== true || sold === undefined) return;
    const { no_order, planned } = sold;
    const { name } = office.actor;
    story.tell(name, `operator: ${kind} of ${no_order} ${kind === 'ask' ? '' : fenToYuan(fen)}`.trim());
    const done =
      kind === 'ask'
        ? office.ask(no_order, planned.isDeposit)
        : kind === 'capture'
          ? office.capture(no_order, fen).then((refusal) => {
              if (refusal !== undefined) story.tell(name, `refuses: ${refusal}`);
            })
          : this.refund(office, { no_order, fen, no_refund: `R-${String(sale)}-${String(form)}` });
    done.catch((error: unknown) => {
      this.violations.push(`the operator saw ${String(error)}`);
    });
  }

  private async refund(
    office: BackOffice,
    asked: Pick<Intention, 'no_order' | 'fen' | 'no_refund'>,
  ): Promise<void> {
    const intention: Intention = { ...asked, result: undefined };
    this.intentions.push(intention);
    const refusal = await office.refund(asked.no_order, asked.fen, asked.no_refund);
    intention.result = refusal === undefined ? 'done' : 'refused';
    if (refusal !== undefined) this.world.story.tell(office.actor.name, `refuses: ${refusal}`);
  }

  private notify(refund: MadeRefund): void {
    const { no_refund, state } = refund;
    this.world.notifyRefund(`refund ${no_refund}: ${state}`, {
      ...{ oid_partner: MERCHANTS[0], oid_refundno: `L-${no_refund}` },
      ...fieldsOf(refund),
    });
  }
}

const ASK = { kind: 'ask', fen: 0, form: 0, atMs: 0, process: 0 } as const;

function hasWrongClock(faults: PlannedFaults): boolean {
  return faults.of('clock').length + faults.of('jump').length > 0;
}

/** Numbers that begin alike, as those of a day do. */
function orderOf({ isDeposit, fen }: PlannedSale, index: number): Order {
  const createdAt = new Date(Date.UTC(2026, 10, 20, 4));
  const oid_paybill = `S${String(index)}`;
  const at = createdAt.toISOString();
  const money_order = fenToYuan(fen);
  return {
    ...{ createdAt, money_order, isDeposit, customer: 'u-1', quantity: 1, tried: [], version: 1 },
    currency_order: 'CNY',
    no_order: `20261120000000000000000${String(index)}`,
    product: { id: 'p-1', name: { zh: '', en: '' } },
    payment: isDeposit
      ? { status: 'authorized', oid_paybill, amount: money_order, at }
      : { status: 'paid', oid_paybill, paidAt: at, settle_date: '20261120' },
  };
}

function soldOf(planned: PlannedSale, { no_order, createdAt }: Order): Sold {
  return { planned, no_order, dt_order: formatLianlianTime(createdAt), oid_partner: MERCHANTS[0] };
}
