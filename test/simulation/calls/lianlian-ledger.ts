import { fenToYuan, yuanToFen } from '../../../lib/common/money.js';
import type { PlannedSale } from './call-plan.js';

type Fields = Readonly<Record<string, string>>;

/** A refund as LianLian has it. */
export interface MadeRefund {
  readonly no_refund: string;
  readonly dt_refund: string;
  readonly no_order: string;
  readonly fen: number;
  /** `sta_refund`. */
  state: '1' | '2' | '3';
  /** Whether it is another system's of the merchant. */
  readonly isForeign: boolean;
}

/** An amount that is held on a card, as LianLian has it. */
export interface Authorization {
  state: 'authorized' | 'capturing' | 'captured' | 'capture-failed';
  /** What is being captured, or was. */
  fen: number;
}

/** A payment or an authorization at LianLian. */
export interface Sold {
  readonly planned: PlannedSale;
  readonly no_order: string;
  readonly dt_order: string;
  readonly oid_partner: string;
}

const STATUS_CODES: Readonly<Record<Authorization['state'], string>> = {
  authorized: 'PR07',
  captured: 'PR11',
  capturing: 'PR12',
  'capture-failed': 'PR13',
};
const CAPTURE_REFUSED = '5008';
const MORE_THAN_PAID = '5007';
const KNOWN_NUMBER = '9983';
const NOT_FOUND = '5002';
/** How long LianLian takes where it does not decide at once. */
const DECIDES_AFTER_MS = 90_000;

/** What LianLian does, and what it says of it: the money itself. */
export class LianlianLedger {
  readonly refunds = new Map<string, MadeRefund>();
  readonly authorizations = new Map<string, Authorization>();

  constructor(
    private readonly sold: readonly Sold[],
    private readonly after: (ms: number, callback: () => void) => void,
    private readonly onRefundEnd: (refund: MadeRefund) => void,
  ) {
    for (const { planned, no_order } of sold) {
      if (planned.isDeposit) this.authorizations.set(no_order, { state: 'authorized', fen: 0 });
    }
  }

  /** Carries out a call, and gives the fields of its response. */
  answer(path: string, asked: Fields): Fields {
    if (path.endsWith('refund.htm')) return this.refund(asked);
    if (path.endsWith('refundquery.htm')) return this.aboutRefund(asked);
    const { no_order = '' } = asked;
    const sold = this.sold.find((each) => each.no_order === no_order && each.dt_order === asked['dt_order']);
    const held = this.authorizations.get(no_order);
    if (sold === undefined || held === undefined) return error(NOT_FOUND);
    return path.endsWith('preauthquery.htm') ? aboutHeld(sold, held) : this.capture(sold, held, asked);
  }

  /** Another system of the merchant's has made a refund of this number. */
  take({ no_refund = '', dt_refund = '' }: Fields): void {
    if (this.refunds.has(no_refund)) return;
    const others = { no_order: 'another-order', fen: 777, state: '2', isForeign: true } as const;
    this.refunds.set(no_refund, { ...others, no_refund, dt_refund });
  }

  private capture({ planned, ...of }: Sold, held: Authorization, { money_order = '' }: Fields): Fields {
    const isHeld = held.state === 'authorized' || held.state === 'capture-failed';
    if (!isHeld || yuanToFen(money_order) > planned.fen) return error(CAPTURE_REFUSED);
    held.fen = yuanToFen(money_order);
    held.state = planned.end === 'at-once' ? 'captured' : 'capturing';
    if (held.state === 'capturing') {
      this.after(DECIDES_AFTER_MS, () => {
        held.state = planned.end === 'later' ? 'captured' : 'capture-failed';
      });
    }
    const decided: Fields = held.state === 'captured' ? { settle_date: '20261121' } : {};
    return { ret_code: '0000', ...of, money_order, ...decided };
  }

  private refund({ no_refund = '', dt_refund = '', no_order = '', money_refund = '' }: Fields): Fields {
    const sold = this.sold.find((each) => each.no_order === no_order);
    if (sold === undefined) return error(NOT_FOUND);
    if (this.refunds.has(no_refund)) return error(KNOWN_NUMBER);
    const fen = yuanToFen(money_refund);
    const { end, namesState } = sold.planned;
    const given = this.madeOf(no_order).reduce((sum, each) => sum + each.fen, 0);
    if (given + fen > sold.planned.fen) return error(MORE_THAN_PAID);
    const refund: MadeRefund = { no_refund, dt_refund, no_order, fen, state: '1', isForeign: false };
    this.refunds.set(no_refund, refund);
    const decide = (): void => {
      refund.state = end === 'fails' ? '3' : '2';
      this.onRefundEnd(refund);
    };
    if (end === 'at-once') decide();
    else this.after(DECIDES_AFTER_MS, decide);
    const { sta_refund, ...said } = fieldsOf(refund);
    return { ret_code: '0000', ...said, ...(namesState ? { sta_refund } : {}) };
  }

  /** What gives back money of an order, or may. */
  madeOf(no_order: string): MadeRefund[] {
    return [...this.refunds.values()].filter((each) => each.no_order === no_order && each.state !== '3');
  }

  private aboutRefund({ no_refund = '', dt_refund }: Fields): Fields {
    const refund = this.refunds.get(no_refund);
    if (refund?.dt_refund !== dt_refund || refund === undefined) return error(NOT_FOUND);
    return { ret_code: '0000', ...fieldsOf(refund) };
  }
}

/** What LianLian says of a refund, to anyone who asks. */
export function fieldsOf({ no_refund, dt_refund, fen, state }: MadeRefund) {
  return { no_refund, dt_refund, money_refund: fenToYuan(fen), sta_refund: state };
}

function aboutHeld({ planned, ...of }: Sold, { state, fen }: Authorization): Fields {
  const names: Readonly<Record<PlannedSale['queryNames'], Fields>> = {
    held: { money_order: fenToYuan(planned.fen) },
    captured: { money_order: fenToYuan(state === 'captured' ? fen : planned.fen) },
    nothing: {},
  };
  return { ret_code: STATUS_CODES[state], ...of, ...names[planned.queryNames] };
}

export function error(ret_code: string): Fields {
  return { ret_code, ret_msg: '' };
}
