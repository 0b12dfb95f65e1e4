import { Injectable, type NestMiddleware } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

import { lastingCookie } from '../pages/lasting-cookie.js';
import { ShopSettings } from '../shop-settings.js';
import { keepCustomer } from './customer.decorator.js';

const COOKIE = /(?:^|;\s*)customer=([0-9a-f]{32})(?=;|$)/;

/**
 * Recognises a visitor by a cookie: the shop has no accounts.
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
      response.append('set-cookie', lastingCookie('customer', customer, this.settings));
    }
    keepCustomer(request, customer);
    next();
  }
}
