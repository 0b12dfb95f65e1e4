import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

import { orderOf } from '../orders/order.decorator.js';
import { InvalidFormException } from '../pages/invalid-form.exception.js';
import { ShopSettings } from '../shop-settings.js';
import { cardPage, codePage } from './card.pages.js';

/** Shows a refused form again, with a message beside each field that needs one. */
@Injectable()
abstract class InvalidFormFilter implements ExceptionFilter<InvalidFormException> {
  protected abstract readonly page: typeof cardPage;

  constructor(private readonly settings: ShopSettings) {}

  catch(exception: InvalidFormException, host: ArgumentsHost): void {
    const order = orderOf(host.switchToHttp().getRequest<Request>());
    const page = this.page(order, this.settings, exception.problems, exception.getStatus());
    host.switchToHttp().getResponse<Response>().status(page.status).type('html').send(page.markup);
  }
}

@Catch(InvalidFormException)
export class InvalidCardFilter extends InvalidFormFilter {
  protected override readonly page = cardPage;
}

@Catch(InvalidFormException)
export class InvalidCodeFilter extends InvalidFormFilter {
  protected override readonly page = codePage;
}
