import { chinaDate } from '../common/china-time.js';
import { apiSpec, retMessage } from '../data/data.js';
import type { SandboxClock } from '../common/clock.js';
import type { MessageSigner, MessageFields, OutgoingMessage } from '../common/message-signer.js';
import type { Notifier } from '../notifications/notifier.js';
import type { Agreements } from './agreements.js';
import { cardGroupOf } from './card-groups.js';
import type { ExchangeRates } from './exchange-rates.js';
import type { Card } from './cards.js';
import type { Ledger, LedgerEntry, PaidHow } from './ledger.js';
import type { SandboxSettlement } from '../contract.js';
import { Refusal } from '../data/refusal.js';

/** APIs whose payer chooses how to pay. Where nobody chose, it is online banking with a debit card. */
const BANKING_APIS = new Set(['aggregate.redirect', 'onlineBanking.redirect', 'unified.create']);

/** Decides payments, and notifies the shop. */
export class Payments {
  constructor(
    private readonly clock: SandboxClock,
    private readonly ledger: Ledger,
    private readonly agreements: Agreements,
    private readonly notifier: Notifier,
    private readonly signer: MessageSigner,
    private readonly rates: ExchangeRates,
  ) {}

  /**
   * Charges a card. The order is then paid, authorized or processing. The shop is not notified yet.
   *
   * @param mobile the phone that the payer gave
   * @throws Refusal with the bank's code, or 3003 for an unbound card. The order can be paid again.
   */
  charge(entry: LedgerEntry, card: Card, mobile: string): void {
    this.ledger.assertPayable(entry);
    // A card can be unbound between the request that named it and the SMS code.
    if (card.no_agree !== undefined) this.agreements.card(card.no_agree, entry);
    const how: PaidHow = { paid_by: paidBy(entry, card), bank_code: card.bank_code, card_no: card.card_no };
    if (card.refusal !== undefined) {
      this.ledger.fail(entry, retMessage(card.refusal));
      throw new Refusal(card.refusal);
    }
    if (card.isSlow) {
      this.ledger.process(entry, how);
      return;
    }
    const day = chinaDate(this.clock.now());
    const no_agree =
      card.no_agree ?? this.agreements.bind(card, entry, { pay_type: cardGroupOf(entry), mobile, day });
    this.ledger.succeed(entry, { ...how, no_agree, settlement: this.settled(entry) });
  }

  /** Marks an order paid. The shop is not notified yet. */
  succeed(entry: LedgerEntry, how: PaidHow): void {
    this.ledger.succeed(entry, {
      paid_by: how.paid_by ?? usualMethod(entry),
      bank_code: how.bank_code,
      settlement: this.settled(entry),
    });
  }

  /** Notifies the shop of a success, and of no other result. Resolves when the first attempt ended. */
  async notify(entry: LedgerEntry): Promise<void> {
    if (entry.result_pay !== 'SUCCESS') return;
    await this.notifier.send('payment', entry, entry.notify_url, await this.notificationOf(entry));
  }

  /** Notifies shops of what was paid in an earlier run, where that was ended before it did. */
  async tellRest(): Promise<void> {
    const isTold = (entry: LedgerEntry): boolean =>
      this.notifier.of(entry).some(({ kind }) => kind === 'payment');
    const rest = this.ledger.all().filter((entry) => entry.result_pay === 'SUCCESS' && !isTold(entry));
    await Promise.all(rest.map((entry) => this.notify(entry)));
  }

  /** The fields of the notification of a payment, signed. */
  async notificationOf(entry: LedgerEntry): Promise<Readonly<Record<string, string>>> {
    const fields = { ...resultFields(entry), no_agree: entry.no_agree };
    const { texts } = await this.signer.sign(fields, 'RSA', { notifies: true });
    return texts;
  }

  /** The synchronous return of a success, with the fields that its API's documents name. */
  async returnMessage(entry: LedgerEntry, apiId: string): Promise<OutgoingMessage> {
    const known: MessageFields = { ret_code: '0000', ret_msg: retMessage('0000'), ...resultFields(entry) };
    const names = apiSpec(apiId).syncNotification ?? [];
    const fields = Object.fromEntries(names.map(({ name }) => [name, known[name]]));
    return this.signer.sign(fields, 'RSA', { notifies: true });
  }

  /** What becomes of the money of an order that names its currency, at the rate of now. */
  private settled({ currency_order, money_order }: LedgerEntry): SandboxSettlement | undefined {
    return currency_order === undefined ? undefined : this.rates.settle(currency_order, money_order);
  }
}

/** The result of a payment, as notifications and returns have it. */
function resultFields(entry: LedgerEntry): MessageFields {
  return {
    oid_partner: entry.oid_partner,
    no_order: entry.no_order,
    dt_order: entry.dt_order,
    oid_paybill: entry.oid_paybill,
    currency_order: entry.currency_order,
    money_order: entry.money_order,
    result_pay: entry.result_pay,
    settle_date: entry.settle_date,
    info_order: entry.info_order,
    pay_type: entry.paid_by,
    bank_code: entry.bank_code,
    ...entry.settlement,
  };
}

/** For express payment (2, 3) it is the type of the card. */
function paidBy({ pay_type }: LedgerEntry, card: Card): string | undefined {
  return pay_type === '2' || pay_type === '3' ? card.card_type : pay_type;
}

/** How an order is paid unless somebody says how. */
function usualMethod(entry: LedgerEntry): string | undefined {
  if (entry.api === 'aggregate.direct') return entry.pay_type === 'L' ? 'L' : 'I';
  return entry.pay_type ?? (BANKING_APIS.has(entry.api) ? '1' : undefined);
}
