import type { Changes } from '../common/changes.js';
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
  private readonly checkouts = new Map<string, Checkout>();
  private readonly latest = new WeakMap<LedgerEntry, Checkout>();

  constructor(
    private readonly ids: Ids,
    private readonly changes: Changes,
  ) {}

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
    this.add(checkout);
    this.changes.note('checkout', checkout.id);
    return checkout;
  }

  /** The ids of all. */
  keys(): readonly string[] {
    return [...this.checkouts.keys()];
  }

  save(id: string): SavedCheckout | undefined {
    const checkout = this.checkouts.get(id);
    if (checkout === undefined) return undefined;
    const { entry, ...rest } = checkout;
    return { ...rest, order: entry.oid_paybill };
  }

  restore(checkouts: readonly SavedCheckout[], ledger: Ledger): void {
    this.checkouts.clear();
    for (const { order, returnsLike, url_return, card, ...rest } of checkouts) {
      this.add({ ...rest, returnsLike, url_return, card, entry: ledger.byPaybill(order) });
    }
  }

  get(id: string): Checkout | undefined {
    return this.checkouts.get(id);
  }

  /** The page that was last opened for an order, if one was. */
  latestOf(entry: LedgerEntry): Checkout | undefined {
    return this.latest.get(entry);
  }

  private add(checkout: Checkout): void {
    this.checkouts.set(checkout.id, checkout);
    this.latest.set(checkout.entry, checkout);
  }
}

/** Where a browser opens a checkout. */
export function checkoutPath(id: string): string {
  return `/sandbox/checkout/${id}`;
}
