import type { Ids } from '../common/ids.js';
import type { Card } from './cards.js';
import type { Ledger, LedgerEntry } from './ledger.js';

/** What a page offers: a scanned wallet, any method, online banking, or a card. */
type CheckoutOffer = 'wallet' | 'methods' | 'banks' | 'card';

/** A page on which a payer pays: the cashier of a redirect, or the page behind a QR code or in WeChat. */
export interface Checkout {
  /** Impossible to guess, because it is all that it takes to press the page's buttons. */
  readonly id: string;
  readonly offer: CheckoutOffer;
  /** Id of the API whose synchronous return sends the payer back. A phone behind a QR code is not sent anywhere. */
  readonly returnsLike: string | undefined;
  readonly entry: LedgerEntry;
  readonly url_return: string | undefined;
  /** The card that the request named. */
  readonly card: Card | undefined;
  /** The card is bound: no card form, no SMS code. */
  readonly isOneClick: boolean;
}

/** A page as the state file keeps it: JSON leaves out what is undefined. */
export type SavedCheckout = Omit<Checkout, 'entry' | 'returnsLike' | 'url_return' | 'card'> & {
  readonly order: string;
  readonly returnsLike?: string | undefined;
  readonly url_return?: string | undefined;
  readonly card?: Card | undefined;
};

/** The pages that are open. */
export class Checkouts {
  private checkouts = new Map<string, Checkout>();

  constructor(private readonly ids: Ids) {}

  /** Opens a page for an order. */
  open(
    entry: LedgerEntry,
    offer: CheckoutOffer,
    details: Partial<Pick<Checkout, 'returnsLike' | 'card' | 'isOneClick'>> = {},
  ): Checkout {
    const checkout: Checkout = {
      id: this.ids.token(),
      offer,
      returnsLike: details.returnsLike,
      entry,
      url_return: entry.url_return,
      card: details.card,
      isOneClick: details.isOneClick ?? false,
    };
    this.checkouts.set(checkout.id, checkout);
    return checkout;
  }

  save(): readonly SavedCheckout[] {
    return [...this.checkouts.values()].map(({ entry, ...rest }) => ({ ...rest, order: entry.oid_paybill }));
  }

  restore(checkouts: readonly SavedCheckout[], ledger: Ledger): void {
    const restored = checkouts.map(({ order, returnsLike, url_return, card, ...rest }) => ({
      ...{ ...rest, returnsLike, url_return, card },
      entry: ledger.byPaybill(order),
    }));
    this.checkouts = new Map(restored.map((each) => [each.id, each]));
  }

  get(id: string): Checkout | undefined {
    return this.checkouts.get(id);
  }

  /** The page that was last opened for an order, if one was. */
  latestOf(entry: LedgerEntry): Checkout | undefined {
    return [...this.checkouts.values()].findLast((checkout) => checkout.entry === entry);
  }
}

/** Where a browser opens a checkout. */
export function checkoutPath(id: string): string {
  return `/sandbox/checkout/${id}`;
}
