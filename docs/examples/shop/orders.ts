import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { wholeSeconds } from 'nestjs-lianlian';
import { Pool, type PoolClient } from 'pg';

export interface Order {
  readonly id: string;
  /** In yuan. PostgreSQL's numeric comes as text, which is what LianLian's amounts are. */
  readonly amount: string;
  readonly created_at: Date;
  /** LianLian's transaction that paid it. */
  readonly paid_by: string | null;
}

/** Orders, and the parcels for those that are paid: in PostgreSQL, because instances come and go. */
@Injectable()
export class Orders {
  constructor(private readonly pool: Pool) {}

  /** Saves an order before its payment is made, with the second that LianLian will know it by. */
  async create(amount: string): Promise<Order> {
    const order: Order = {
      id: randomUUID().replaceAll('-', ''),
      amount,
      created_at: wholeSeconds(),
      paid_by: null,
    };
    await this.pool.query('INSERT INTO orders (id, amount, created_at) VALUES ($1, $2, $3)', [
      order.id,
      order.amount,
      order.created_at,
    ]);
    return order;
  }

  async find(id: string): Promise<Order | undefined> {
    const { rows } = await this.pool.query<Order>('SELECT * FROM orders WHERE id = $1', [id]);
    return rows[0];
  }

  /** In the transaction that also remembers the notification: both last, or neither. */
  async markPaid(id: string, oid_paybill: string, transaction: PoolClient): Promise<void> {
    await transaction.query('UPDATE orders SET paid_by = $2 WHERE id = $1', [id, oid_paybill]);
    await transaction.query('INSERT INTO parcels (order_id) VALUES ($1)', [id]);
  }

  async unpaid(): Promise<readonly Order[]> {
    const { rows } = await this.pool.query<Order>(
      "SELECT * FROM orders WHERE paid_by IS NULL AND created_at > now() - interval '7 days'",
    );
    return rows;
  }
}
