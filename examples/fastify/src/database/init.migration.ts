import { inboxTableSql } from 'nestjs-lianlian/sql';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first tables: the shop's, and the inbox of notifications. */
export class Init1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE orders (
      id varchar(32) PRIMARY KEY,
      oid_partner varchar(18) NOT NULL,
      name varchar(40) NOT NULL,
      amount numeric(11,2) NOT NULL,
      created_at timestamptz(0) NOT NULL,
      paid_by varchar(32)
    )`);
    await runner.query(`CREATE TABLE deliveries (
      id serial PRIMARY KEY,
      order_id varchar(32) NOT NULL REFERENCES orders,
      made_by varchar(16) NOT NULL
    )`);
    for (const statement of inboxTableSql('postgres')) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lianlian_inbox, deliveries, orders');
  }
}
