import {
  type CallHandler,
  type ExecutionContext,
  HttpStatus,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { RedirectForm } from 'nestjs-lianlian';
import { map, type Observable } from 'rxjs';

import { languageOf } from '../language/visitor-language.js';
import { isInPlace } from './in-place.js';
import { SHOP } from './layout.js';
import { Page, SeeOther } from './page.js';
import { PageRenderer } from './page-renderer.js';
import { policyToPostTo } from './content-security-policy.js';

/** Turns what controllers return into HTTP: a page, a redirect, or a payment form on its way to LianLian. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(private readonly renderer: PageRenderer) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    return next.handle().pipe(map((result) => this.toResponse(result, request, response)));
  }

  private toResponse(result: unknown, request: Request, response: Response): unknown {
    if (result instanceof Page) {
      response.status(result.status).type('html');
      return this.renderer.render(result, request);
    }
    if (result instanceof SeeOther && isInPlace(request)) {
      response.status(HttpStatus.OK);
      return { location: result.path };
    }
    if (result instanceof SeeOther) {
      response.status(HttpStatus.SEE_OTHER).location(result.path);
      return '';
    }
    return result instanceof RedirectForm ? this.postingPage(result, request, response) : result;
  }

  /** The page posts itself by a script, which our policy allows by its nonce, to LianLian and nowhere else. */
  private postingPage(form: RedirectForm, request: Request, response: Response): string {
    const nonce = randomBytes(16).toString('base64');
    response.status(HttpStatus.OK).type('html');
    response.setHeader('content-security-policy', policyToPostTo(form.action, nonce));
    const language = languageOf(request);
    return form.toHtml({ nonce, language, merchant: SHOP[language] });
  }
}
