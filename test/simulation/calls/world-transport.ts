import {
  LianlianTransport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from '../../../lib/wire/transport.js';
import { signedNow } from '../keys.js';
import type { PlannedFaults } from '../planned-faults.js';
import type { Actor, Scheduler } from '../scheduler.js';
import type { Story } from '../story.js';
import { error, type LianlianLedger } from './lianlian-ledger.js';

/** What calls travel through. */
export interface CallNetwork {
  readonly scheduler: Scheduler;
  readonly faults: PlannedFaults;
  readonly story: Story;
  readonly ledger: LianlianLedger;
  /** Ends a process: somebody starts it again. */
  readonly die: (actor: Actor) => void;
  /** Notes a capture that is sent; what it returns is called when its call ends. */
  readonly onCapture: (no_order: string, actor: Actor) => () => void;
}

/** After the caller's time-out. */
const LATE_MS = 75_000;
/** An error that says that nothing was done. */
const REFUSED = '5006';

/** Carries one process's calls to LianLian, in virtual time. */
export class WorldTransport extends LianlianTransport {
  constructor(
    private readonly actor: Actor,
    private readonly network: CallNetwork,
  ) {
    super();
  }

  async post(request: TransportRequest): Promise<TransportResponse> {
    const { story } = this.network;
    const path = request.url.pathname;
    const asked = JSON.parse(request.body) as Record<string, string>;
    const { no_refund, no_order = '', money_refund, money_order } = asked;
    const label = [path, no_refund ?? no_order, money_refund ?? money_order ?? ''].join(' ').trim();
    story.tell(this.actor.name, `calls ${label}`);
    const ends = path.endsWith('preauthComplete.htm')
      ? this.network.onCapture(no_order, this.actor)
      : undefined;
    try {
      const fields = await this.carried(path, asked, request);
      story.tell(this.actor.name, `is answered ${label}: ${saysOf(fields)}`);
      return {
        status: 200,
        body: JSON.stringify(signedNow({ ...fields, oid_partner: asked['oid_partner'] ?? '' })),
      };
    } finally {
      ends?.();
    }
  }

  private async carried(
    path: string,
    asked: Readonly<Record<string, string>>,
    { time }: TransportRequest,
  ): Promise<Readonly<Record<string, string>>> {
    const { scheduler, faults, ledger, die } = this.network;
    const how = faults.next('call', ({ call }) => call)?.how;
    const timeOut = (): Promise<never> =>
      new Promise((_resolve, reject) => {
        const isOver = (reason: Error): void => {
          reject(new TransportFailure(true, reason));
        };
        if (time.overReason === undefined) time.onOver = isOver;
        else isOver(time.overReason);
      });
    const arrived = await scheduler.step(this.actor, () => {
      if (how === 'lost') throw new TransportFailure(true, new Error('The connection broke.'));
      if (how === 'refused') return error(REFUSED);
      if (how === 'foreign') return anothers(path);
      if (how === 'late') {
        scheduler.after(LATE_MS, () => ledger.answer(path, asked));
        return undefined;
      }
      if (how === 'taken' && path.endsWith('refund.htm')) ledger.take(asked);
      const response = ledger.answer(path, asked);
      if (how === 'dies') {
        die(this.actor);
        return undefined;
      }
      if (how === 'unanswered') return undefined;
      if (how === 'nameless') return nobodys(path, response);
      return how === 'refused falsely' ? error(REFUSED) : response;
    });
    if (arrived === undefined) return timeOut();
    return scheduler.step(this.actor, () => arrived);
  }
}

/** What says which order, refund or transaction a response is about. */
const NUMBERS: readonly string[] = ['no_order', 'dt_order', 'oid_paybill', 'money_order'];

/** A genuine response to another call: of another refund, which succeeded, or of another order. */
function anothers(path: string): Readonly<Record<string, string>> {
  const said = path.includes('refund')
    ? { no_refund: 'another-refund', sta_refund: '2' }
    : { no_order: 'another-order', settle_date: '20261121' };
  return { ret_code: '0000', ...said };
}

/**
 * A genuine success that does not say what it is about. LianLian's newer page requires a refund's number, so that this may be
 * the response to any refund. Captures and queries of authorizations may leave the numbers out: theirs is their own.
 */
function nobodys(
  path: string,
  { ret_code = '', ...response }: Readonly<Record<string, string>>,
): Record<string, string> {
  if (path.includes('refund')) return { ret_code, sta_refund: '2' };
  return Object.fromEntries(
    Object.entries({ ret_code, ...response }).filter(([name]) => !NUMBERS.includes(name)),
  );
}

function saysOf({ ret_code = '', sta_refund, money_order }: Readonly<Record<string, string>>): string {
  return [ret_code, sta_refund, money_order].filter((part) => part !== undefined).join(' ');
}
