import { ConflictException } from '@nestjs/common';
import { fenToYuan, yuanToFen } from 'nestjs-lianlian';

import { inWords } from '../language/text.js';
import { mayStillEnd } from './call-time.js';
import type { Order } from './order.js';
import type { Hold, HoldStatus, Payment } from './payment.js';

/** The step that a call takes. */
export type HoldStep = 'capturing' | 'cancelling';

/** How each step ends, where it succeeds. */
const END = { capturing: 'captured', cancelling: 'cancelled' } as const;

/** What LianLian says where it says it of itself: `money_order` may be what was authorized, or what was captured. */
export interface HoldNews {
  readonly status: HoldStatus;
  readonly money_order?: string | undefined;
}

/** Whether a call about it is under way, in this process or another one: only the call's own end counts then. */
export function isCallOpen(hold: Hold): boolean {
  return hold.isCalled === true && mayStillEnd(new Date(hold.at));
}

/** Notes a step before it is taken. @throws ConflictException if nothing is held, or less than that */
export function begun(order: Order, status: HoldStep, part: string): Order {
  const { payment } = order;
  if (payment.status === 'capturing' || payment.status === 'cancelling') {
    throw new ConflictException(
      inWords({
        zh: '上一次扣款或释放的结果尚未确定，请先向连连查询。',
        en: 'The last charge or release is not decided yet. Ask LianLian first.',
      }),
    );
  }
  if (payment.status !== 'authorized') {
    throw new ConflictException(inWords({ zh: '没有冻结的金额。', en: 'Nothing is held on the card.' }));
  }
  if (yuanToFen(part) > yuanToFen(order.money_order)) {
    throw new ConflictException(
      inWords({ zh: '不能超过冻结的金额。', en: 'This is more than what is held.' }),
    );
  }
  const amount = fenToYuan(yuanToFen(part));
  const asked = status === 'capturing' ? [...(payment.asked ?? []), amount] : payment.asked;
  return changed(order, { ...payment, status, amount, asked, isCalled: true });
}

/** What the call itself led to. The amount is that of the call: nobody else's word of it counts. */
export function afterCall(order: Order, status: HoldStatus, amount: string): Order {
  const { payment } = order;
  if (!isHold(payment) || hasEnded(payment)) return order;
  return changed(order, { ...payment, status, amount, isCalled: undefined });
}

/** The call ended without LianLian's word of the step, which stays open until somebody asks. */
export function afterLostCall(order: Order, begunAt: string): Order {
  const { payment } = order;
  if (!isHold(payment) || payment.at !== begunAt || payment.isCalled !== true) return order;
  return { ...order, payment: { ...payment, isCalled: undefined } };
}

/**
 * What a query says, asked of the order as it is. It undoes neither an end nor a call that is open: that LianLian has
 * nothing of a step yet is no news while the step is on its way.
 *
 * @returns undefined where LianLian speaks of an amount that the shop never asked for
 */
export function afterQuery(order: Order, { status, money_order }: HoldNews): Order | undefined {
  const { payment } = order;
  if (!isHold(payment) || hasEnded(payment) || payment.status === status) return order;
  if (isCallOpen(payment) && !isEndOf(payment.status, status)) return order;
  const amount = amountAfter(order, payment, { status, money_order });
  return amount === undefined
    ? undefined
    : changed(order, { ...payment, status, amount, isCalled: undefined });
}

/**
 * The amount that belongs to what a query says. Its own `money_order` does not tell whether it is what was authorized or
 * what was captured, so what was captured is what the shop asked to capture.
 */
function amountAfter(
  { money_order: held }: Order,
  hold: Hold,
  { status, money_order }: HoldNews,
): string | undefined {
  const asked = [...new Set(hold.asked)];
  if (status === 'capturing') return asked.at(-1) ?? held;
  if (status !== 'captured') return held;
  const said = money_order === undefined ? undefined : fenToYuan(yuanToFen(money_order));
  if (said !== undefined && asked.includes(said)) return said;
  // Captured elsewhere, in LianLian's back office for instance: LianLian's word is all there is.
  if (asked.length === 0) return said;
  const saysNoPart = said === undefined || said === held;
  return saysNoPart && asked.length === 1 ? asked[0] : undefined;
}

function isEndOf(step: HoldStatus, status: HoldStatus): boolean {
  return (step === 'capturing' || step === 'cancelling') && END[step] === status;
}

function hasEnded({ status }: Hold): boolean {
  return status === 'captured' || status === 'cancelled';
}

function isHold(payment: Payment): payment is Hold {
  return 'amount' in payment;
}

function changed(order: Order, hold: Hold): Order {
  return { ...order, payment: { ...hold, at: new Date().toISOString() } };
}
