import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

import { keepCustomer } from './customer.decorator.js';
import { sessionOf } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';

/**
 * Recognizes a visitor by the session in their cookie, which begins with their first order.
 *
 * `SameSite=Lax` keeps the cookie out of forms that other sites post to us, so those cannot act for a customer.
 */
@Injectable()
export class CustomerMiddleware implements NestMiddleware {
  constructor(private readonly sessions: SessionsService) {}

  async use(request: Request, _response: Response, next: NextFunction): Promise<void> {
    const session = sessionOf(request);
    const customer = session === undefined ? undefined : await this.sessions.customerOf(session);
    if (customer !== undefined) keepCustomer(request, customer);
    next();
  }
}
