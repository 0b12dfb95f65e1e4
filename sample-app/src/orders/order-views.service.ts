import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  distinctUntilChanged,
  exhaustMap,
  finalize,
  type Observable,
  ReplaySubject,
  share,
  Subject,
  takeUntil,
  timer,
} from 'rxjs';

import { RefundsService } from '../refunds/refunds.service.js';
import { type OrderView, orderView } from './order-view.js';
import { OrdersService } from './orders.service.js';

/** How often a page that waits looks for news, which each process of the shop may have written. */
const WATCH_MS = 1000;

/** Orders as their customers see them, with the money that went back. */
@Injectable()
export class OrderViewsService implements OnModuleDestroy {
  private readonly closing = new Subject<void>();
  private readonly watched = new Map<string, Observable<OrderView>>();

  constructor(
    private readonly orders: OrdersService,
    private readonly refunds: RefundsService,
  ) {}

  /** @throws NotFoundException for an order that there is not */
  async get(no_order: string): Promise<OrderView> {
    return orderView(await this.orders.get(no_order), await this.refunds.of(no_order));
  }

  /** The order now, and again whenever there is something new to see. However many watch it, the database is asked once. */
  watch(no_order: string): Observable<OrderView> {
    const watched = this.watched.get(no_order) ?? this.newWatch(no_order);
    this.watched.set(no_order, watched);
    return watched;
  }

  private newWatch(no_order: string): Observable<OrderView> {
    return timer(0, WATCH_MS).pipe(
      exhaustMap(() => this.get(no_order)),
      distinctUntilChanged((before, now) => before.version === now.version),
      takeUntil(this.closing),
      finalize(() => this.watched.delete(no_order)),
      share({ connector: () => new ReplaySubject(1) }),
    );
  }

  /** Ends the pages' live updates. */
  onModuleDestroy(): void {
    this.closing.next();
  }
}
