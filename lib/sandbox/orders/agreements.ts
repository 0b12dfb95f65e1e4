import type { Changes } from '../common/changes.js';
import { Groups } from '../common/groups.js';
import type { Ids } from '../common/ids.js';
import { Refusal } from '../data/refusal.js';
import type { CardGroup } from './card-groups.js';
import { type Card, fingerprintOf } from './cards.js';

/** A merchant's user. */
export interface CardOwner {
  readonly oid_partner: string;
  readonly user_id: string;
}

/** A card that a user has bound: `no_agree` stands for it. */
export interface Agreement extends CardOwner {
  readonly no_agree: string;
  readonly card: Card;
  readonly pay_type: CardGroup;
  /** Masked. */
  readonly bind_mobile: string;
}

/** Chooses among a user's cards. */
interface CardFilter {
  readonly pay_type: string;
  readonly no_agree?: string | undefined;
  readonly card_no?: string | undefined;
}

/** Cards that users have bound, by paying with them or by binding them. */
export class Agreements {
  private readonly agreements = new Map<string, Agreement>();
  private readonly ofOwner = new Groups<string, Agreement>();

  constructor(
    private readonly ids: Ids,
    private readonly changes: Changes,
  ) {}

  /** @throws Refusal 3003 for a token that was not issued to this merchant's user, or is unbound */
  card(no_agree: string, owner: CardOwner): Card {
    const agreement = this.agreements.get(no_agree);
    if (agreement === undefined || !isOf(agreement, owner)) throw new Refusal('3003');
    return { ...agreement.card, no_agree };
  }

  /** The agreement for a user's card, if it is bound. */
  on(card: Card, owner: CardOwner, pay_type: CardGroup): Agreement | undefined {
    return this.of(owner).find(
      (each) => each.pay_type === pay_type && each.card.fingerprint === card.fingerprint,
    );
  }

  /** Binds a card, unless it is bound already. Returns its token. */
  bind(
    card: Card,
    owner: CardOwner,
    { pay_type, mobile, day }: { pay_type: CardGroup; mobile: string; day: string },
  ): string {
    const known = this.on(card, owner, pay_type);
    if (known !== undefined) return known.no_agree;
    const no_agree = this.ids.number(day);
    const { oid_partner, user_id } = owner;
    this.add({ no_agree, oid_partner, user_id, card, pay_type, bind_mobile: maskedMobile(mobile) });
    this.changes.note('card', no_agree);
    return no_agree;
  }

  /** @throws Refusal 3003 for a token of another user or another way of paying */
  unbind(no_agree: string, owner: CardOwner, pay_type: string): void {
    const [found] = this.list(owner, { pay_type, no_agree });
    if (found === undefined) throw new Refusal('3003');
    this.agreements.delete(no_agree);
    this.ofOwner.remove(ownerKey(owner), found);
    this.changes.note('card', no_agree);
  }

  /** A user's cards, oldest first. */
  list(owner: CardOwner, { pay_type, no_agree, card_no }: CardFilter): readonly Agreement[] {
    const fingerprint = card_no === undefined ? undefined : fingerprintOf(card_no);
    return this.of(owner).filter(
      (each) =>
        isGroupOf(each, pay_type) &&
        (no_agree === undefined || each.no_agree === no_agree) &&
        (fingerprint === undefined || each.card.fingerprint === fingerprint),
    );
  }

  /** Every card, oldest first. */
  all(): readonly Agreement[] {
    return [...this.agreements.values()];
  }

  get(no_agree: string): Agreement | undefined {
    return this.agreements.get(no_agree);
  }

  restore(agreements: readonly Agreement[]): void {
    this.agreements.clear();
    this.ofOwner.clear();
    for (const each of agreements) this.add(each);
  }

  private add(agreement: Agreement): void {
    this.agreements.set(agreement.no_agree, agreement);
    this.ofOwner.add(ownerKey(agreement), agreement);
  }

  private of(owner: CardOwner): readonly Agreement[] {
    return this.ofOwner.of(ownerKey(owner));
  }
}

function ownerKey({ oid_partner, user_id }: CardOwner): string {
  return `${oid_partner} ${user_id}`;
}

function isOf(agreement: Agreement, { oid_partner, user_id }: CardOwner): boolean {
  return agreement.oid_partner === oid_partner && agreement.user_id === user_id;
}

/** Easypay's cards are listed under M, and under F where they can authorize. */
function isGroupOf({ pay_type, card }: Agreement, asked: string): boolean {
  return asked === 'F' ? pay_type === 'M' && !card.isDebit : pay_type === asked;
}

/** The first three and the last four digits of a phone number: 139****9593. */
function maskedMobile(mobile: string): string {
  return mobile.length < 11 ? '*'.repeat(mobile.length) : `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
}
