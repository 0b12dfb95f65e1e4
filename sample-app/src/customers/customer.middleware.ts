import { Injectable, type NestMiddleware } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

import { ShopSettings } from '../shop-settings.js';
import { keepCustomer } from './customer.decorator.js';

const COOKIE = /(?:^|;\s*)customer=([0-9a-f]{32})(?=;|$)/;
const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * Knows a visitor again by a cookie: the shop has no accounts.
 *
 * `SameSite=Lax` keeps the cookie out of forms that other sites post to us, so those cannot act for a customer.
 * LianLian's page posts payers back to us like that: a POST never gets a new cookie, which would replace theirs.
 */
@Injectable()
export class CustomerMiddleware implements NestMiddleware {
  constructor(private readonly settings: ShopSettings) {}

  use(request: Request, response: Response, next: NextFunction): void {
    const [, known] = COOKIE.exec(request.headers.cookie ?? '') ?? [];
    // LianLian wants a user_id of at most 32 characters: this is one.
    const customer = known ?? randomBytes(16).toString('hex');
    if (known === undefined && request.method === 'GET') {
      response.append('set-cookie', this.cookie(customer));
    }
    keepCustomer(request, customer);
    next();
  }

  private cookie(customer: string): string {
    const secure = this.settings.origin.startsWith('https:') ? '; Secure' : '';
    return `customer=${customer}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${String(YEAR_SECONDS)}${secure}`;
  }
}
