import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import { isSameAmount } from '../common/amount.js';
import { isOfPayouts, takesField } from '../data/data.js';
import { momentOfChinaTime } from '../common/china-time.js';
import type { SandboxServices } from '../services.js';
import type { Refusal } from '../data/refusal.js';
import { explainMissing } from './explain-missing.js';
import type { Reading } from './reading.js';

/** Codes for an order or a refund that is not there: 1000 where an SMS code comes with another time than its order. */
const NOT_FOUND = ['8901', '5002', '1000'];
const DUPLICATE = '1002';

/** The fields that a code is about, where the refusal names none. */
const FIELDS_OF: Readonly<Record<string, readonly string[] | undefined>> = {
  '1001': ['sign_type', 'sign'],
  '3001': ['oid_partner'],
};

/** What the sandbox has of the number that a request names. */
interface Known {
  /** What it is, by its number. */
  readonly en: string;
  readonly zh: string;
  readonly field: 'dt_order' | 'dt_refund';
  readonly time: string;
  readonly amount: string;
  /** Undefined for yuan. */
  readonly currency: string | undefined;
}

/** What a request asks for. */
interface Asked {
  readonly time: string;
  readonly amount: string | undefined;
  readonly currency: string | undefined;
}

/** Why a request is refused, beyond what the code tells. Undefined where there is nothing to say. */
export function explainRefusal(
  reading: Reading,
  { ret_code, fields, reason, rule }: Refusal,
  services: SandboxServices,
): Sentence | undefined {
  const named = FIELDS_OF[ret_code] ?? fields;
  return (
    reason ??
    explainMissing(reading.api.id, reading.texts, named) ??
    rule ??
    explainNumber(reading, ret_code, services)
  );
}

/**
 * Why a request finds no order or refund, or clashes with another one, where the sandbox has one of its number: LianLian
 * says nothing of it, and the shop looks for a fault elsewhere.
 */
function explainNumber(
  { api, texts, merchant, verified }: Reading,
  ret_code: string,
  services: SandboxServices,
): Sentence | undefined {
  // A payout may share its number with an order, which says nothing of it.
  if (isOfPayouts(api.id)) return undefined;
  const isDuplicate = ret_code === DUPLICATE;
  if (merchant === undefined || !verified || !(isDuplicate || NOT_FOUND.includes(ret_code))) return undefined;
  const {
    no_order,
    dt_order = '',
    money_order,
    currency_order,
    no_refund,
    dt_refund = '',
    money_refund,
  } = texts;
  // A refund that is applied for names its order too: with 5002 it is the order that is not found.
  const isOfRefund = no_refund !== undefined && ret_code !== '5002';
  const known = isOfRefund
    ? refundsOf(merchant.oidPartner, no_refund, services)
    : ordersOf(merchant.oidPartner, no_order, services);
  const asked: Asked = isOfRefund
    ? { time: dt_refund, amount: money_refund, currency: undefined }
    : {
        time: dt_order,
        amount: money_order,
        currency: takesField(api.id, 'currency_order') ? currency_order : undefined,
      };
  const nearest = known.toSorted(
    (one, other) => apartMs(one.time, asked.time) - apartMs(other.time, asked.time),
  )[0];
  if (nearest === undefined || asked.time === '') return undefined;
  if (nearest.time !== asked.time) return ofOtherTime(nearest, asked.time);
  if (!isDuplicate || asked.amount === undefined) return undefined;
  const isSame = isSameAmount(asked.amount, nearest.amount) && asked.currency === nearest.currency;
  return isSame ? undefined : ofOtherAmount(nearest, moneyOf(asked.amount, asked.currency));
}

function ordersOf(oid_partner: string, no_order: string | undefined, { ledger }: SandboxServices): Known[] {
  return ledger
    .numbered(no_order ?? '')
    .filter((entry) => entry.oid_partner === oid_partner && entry.no_order === no_order)
    .map((entry) => ({
      ...{ en: `an order ${entry.no_order}`, zh: `订单 ${entry.no_order}`, field: 'dt_order' as const },
      ...{ time: entry.dt_order, amount: entry.money_order, currency: entry.currency_order },
    }));
}

function refundsOf(oid_partner: string, no_refund: string, { refundBook }: SandboxServices): Known[] {
  return refundBook
    .numbered(no_refund)
    .filter(({ entry }) => entry.oid_partner === oid_partner)
    .map(({ refund }) => ({
      ...{ en: `a refund ${refund.no_refund}`, zh: `退款 ${refund.no_refund}`, field: 'dt_refund' as const },
      ...{ time: refund.dt_refund, amount: refund.money_refund, currency: undefined },
    }));
}

function ofOtherTime({ en, zh, field, time }: Known, asked: string): Sentence {
  const isEarlier = time < asked;
  const { en: apart, zh: apartZh } = inWords(apartMs(time, asked) / 1000);
  return both(
    `There is ${en}, ${apart} ${isEarlier ? 'earlier' : 'later'}: its ${field} is ${time}, the request has ${asked}. To LianLian that is another one. Does the column that keeps ${field} round milliseconds up, or is it written in one zone and read in another? It has to come back as it was sent.`,
    `有${zh}，${isEarlier ? '早' : '晚'} ${apartZh}：其 ${field} 为 ${time}，请求里是 ${asked}。在连连看来不是同一笔。保存 ${field} 的列是否把毫秒进位了，或者写入和读取的时区不同？取出的值须与发送时完全一致。`,
  );
}

function ofOtherAmount({ en, zh, amount, currency }: Known, asked: Sentence): Sentence {
  const known = moneyOf(amount, currency);
  return both(
    `There is ${en} of ${known.en}, and the request has ${asked.en}. A second attempt has to name the same amount.`,
    `有${zh}，金额为 ${known.zh}，请求里是 ${asked.zh}。再次发送时金额须相同。`,
  );
}

function moneyOf(amount: string, currency: string | undefined): Sentence {
  return currency === undefined
    ? both(`${amount} yuan`, `${amount} 元`)
    : both(`${amount} ${currency}`, `${amount} ${currency}`);
}

function apartMs(one: string, other: string): number {
  return Math.abs((momentOfChinaTime(one)?.getTime() ?? 0) - (momentOfChinaTime(other)?.getTime() ?? 0));
}

const UNITS = [
  [86_400, 'day', '天'],
  [3_600, 'hour', '小时'],
  [60, 'minute', '分'],
  [1, 'second', '秒'],
] as const;

/** `8 hours`, `1 minute 7 seconds`. */
function inWords(seconds: number): Sentence {
  let left = seconds;
  const parts = UNITS.flatMap(([size, en, zh]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    const number = String(count);
    return count === 0 ? [] : [{ en: `${number} ${en}${count === 1 ? '' : 's'}`, zh: `${number} ${zh}` }];
  });
  return both(parts.map(({ en }) => en).join(' '), parts.map(({ zh }) => zh).join(' '));
}
