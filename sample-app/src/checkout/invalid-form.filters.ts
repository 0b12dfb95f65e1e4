import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

import { orderOf } from '../orders/order.decorator.js';
import { isInPlace, sendInPlace } from '../pages/in-place.js';
import { InvalidFormException } from '../pages/invalid-form.exception.js';
import { PageRenderer } from '../pages/page-renderer.js';
import { ShopSettings } from '../shop-settings.js';
import { cardPage, codePage, savedCardPage } from './card.pages.js';

/** Shows a refused form again, with a message beside each field that needs one. */
@Injectable()
abstract class InvalidFormFilter implements ExceptionFilter<InvalidFormException> {
  protected abstract readonly page: typeof cardPage;

  constructor(
    private readonly settings: ShopSettings,
    private readonly renderer: PageRenderer,
  ) {}

  catch(exception: InvalidFormException, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const { problems } = exception;
    if (isInPlace(request)) {
      sendInPlace(request, response, exception.getStatus(), { problems });
      return;
    }
    const page = this.page(orderOf(request), this.settings, problems, exception.getStatus());
    this.renderer.send(page, request, response);
  }
}

@Catch(InvalidFormException)
export class InvalidCardFilter extends InvalidFormFilter {
  protected override readonly page = cardPage;
}

@Catch(InvalidFormException)
export class InvalidPhoneFilter extends InvalidFormFilter {
  protected override readonly page = savedCardPage;
}

@Catch(InvalidFormException)
export class InvalidCodeFilter extends InvalidFormFilter {
  protected override readonly page = codePage;
}
