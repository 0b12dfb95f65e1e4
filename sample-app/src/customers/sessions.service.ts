import { createHash, randomBytes } from 'node:crypto';

import { Injectable, type OnModuleInit } from '@nestjs/common';

import { ShopDatabase } from '../database/shop-database.js';
import { LASTS_MS } from '../pages/lasting-cookie.js';

/** A visitor who has ordered something. */
export interface NewSession {
  /** What the cookie holds, and nothing else: neither LianLian nor a page, URL or log knows it. */
  readonly id: string;
  /** The customer's number, `user_id` of their payments. */
  readonly customer: string;
}

/**
 * Who a visitor is: the shop has no accounts. The database knows the digests of sessions alone, so that nobody who reads
 * it can act for a customer.
 */
@Injectable()
export class SessionsService implements OnModuleInit {
  constructor(private readonly database: ShopDatabase) {}

  /** Forgets the sessions whose cookies are gone. */
  async onModuleInit(): Promise<void> {
    await this.database.queries.deleteFrom('shop_sessions').where('created_at', '<', ended()).execute();
  }

  /** Begins a session of a new customer. */
  async begin(): Promise<NewSession> {
    const id = randomBytes(32).toString('base64url');
    // LianLian wants a user_id of at most 32 characters: this is one.
    const customer = randomBytes(16).toString('hex');
    await this.database.queries
      .insertInto('shop_sessions')
      .values({ digest: digestOf(id), customer, created_at: new Date() })
      .execute();
    return { id, customer };
  }

  /** The customer of a session; undefined for one that the shop did not begin, or that has ended. */
  async customerOf(id: string): Promise<string | undefined> {
    const row = await this.database.queries
      .selectFrom('shop_sessions')
      .select('customer')
      .where('digest', '=', digestOf(id))
      .where('created_at', '>=', ended())
      .executeTakeFirst();
    return row?.customer;
  }
}

function digestOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** Sessions that began earlier have ended. */
function ended(): Date {
  return new Date(Date.now() - LASTS_MS);
}
