import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

import type { ProcessName } from '../environment.js';

/** What a payer gets for their money: a row for each parcel and each licence key. */
@Entity('deliveries')
export class Delivery {
  @PrimaryGeneratedColumn()
  id!: number;

  /** Not unique, so that a second delivery of one order would be seen. */
  @Column('varchar', { name: 'order_id', length: 32 })
  orderId!: string;

  /** Which process saw to it. */
  @Column('varchar', { name: 'made_by', length: 16 })
  madeBy!: ProcessName;
}
