import { Controller } from '@nestjs/common';
import { LianlianController, PaymentNotification } from 'nestjs-lianlian';

import { OrdersService } from './orders.service';

@Controller('payments')
export class PaymentsController extends LianlianController() {
  constructor(private readonly orders: OrdersService) {
    super();
  }

  expectedPayment(no_order: string) {
    const order = this.orders.find(no_order);
    return order === undefined ? null : { money_order: order.amount };
  }

  onPayment(notification: PaymentNotification): void {
    this.orders.markPaid(notification.no_order);
  }
}
