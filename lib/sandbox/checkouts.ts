import type { Ids } from './ids.js';
import type { Card } from './orders/cards.js';
import type { LedgerEntry } from './orders/ledger.js';

/** What a page offers: a scanned wallet, any method, online banking, or a card. */
export type CheckoutOffer = 'wallet' | 'methods' | 'banks' | 'card';

/** A payer in front of a page: the cashier of a redirect, or the page behind a QR code. */
export interface Checkout {
  /** Nobody guesses it: it is what lets the page's buttons pay. */
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

/** The pages that are open. */
export class Checkouts {
  private readonly checkouts = new Map<string, Checkout>();

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

  get(id: string): Checkout | undefined {
    return this.checkouts.get(id);
  }
}

/** Where a browser opens a checkout. */
export function checkoutPath(id: string): string {
  return `/sandbox/checkout/${id}`;
}
