import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('orders')
export class Order {
  /** LianLian's `no_order`: 32 characters, as many as it takes. */
  @PrimaryColumn('varchar', { length: 32 })
  id!: string;

  /** The merchant that the order was made with. */
  @Column('varchar', { name: 'oid_partner', length: 18 })
  oidPartner!: string;

  @Column('varchar', { length: 40 })
  name!: string;

  /** In yuan, as text. */
  @Column('numeric', { precision: 11, scale: 2 })
  amount!: string;

  /** LianLian's `dt_order`: whole seconds, and the very same ones in every call about this order. */
  @Column('timestamp with time zone', { name: 'created_at', precision: 0 })
  createdAt!: Date;

  /** The transaction that paid, once one has: LianLian's `oid_paybill`. */
  @Column('varchar', { name: 'paid_by', length: 32, nullable: true })
  paidBy!: string | null;
}
