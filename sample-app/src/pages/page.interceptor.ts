import {
  type CallHandler,
  type ExecutionContext,
  HttpStatus,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import { RedirectForm } from 'nestjs-lianlian';
import { map, type Observable } from 'rxjs';

import { Page, SeeOther } from './page.js';
import { policyToPostTo } from './content-security-policy.js';

/** Turns what controllers return into HTTP: a page, a redirect, or a payment form on its way to LianLian. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(map((result) => this.answer(result, response)));
  }

  private answer(result: unknown, response: Response): unknown {
    if (result instanceof Page) {
      response.status(result.status).type('html');
      return result.markup;
    }
    if (result instanceof SeeOther) {
      response.status(HttpStatus.SEE_OTHER).location(result.path);
      return '';
    }
    return result instanceof RedirectForm ? this.postingPage(result, response) : result;
  }

  /** The page posts itself by a script, which our policy allows by its nonce, to LianLian and nowhere else. */
  private postingPage(form: RedirectForm, response: Response): string {
    const nonce = randomBytes(16).toString('base64');
    response.status(HttpStatus.OK).type('html');
    response.setHeader('content-security-policy', policyToPostTo(form.action, nonce));
    return form.toHtml({ nonce });
  }
}
