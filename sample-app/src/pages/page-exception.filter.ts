import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';

import { html } from './html.js';
import { Page } from './page.js';

const TITLES: Readonly<Record<number, string>> = {
  401: '请登录 Please sign in',
  403: '无权访问 Not allowed',
  404: '找不到 Not found',
  409: '现在不行 Not possible now',
  422: '请检查填写内容 Please check the form',
};

const ORDERS_LINK = html`<a class="button" href="/orders">我的订单 My orders</a>`;
const ADMIN_LINK = html`<a class="button" href="/admin">全部订单 All orders</a>`;

/** Errors as pages. What a visitor may not know is in the log only. */
@Catch()
export class PageExceptionFilter implements ExceptionFilter<unknown> {
  private readonly logger = new Logger('Shop');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { path } = host.switchToHttp().getRequest<Request>();
    if (!(error instanceof HttpException)) this.logger.error(error);
    const status = error instanceof HttpException ? error.getStatus() : 500;
    const isOurs = error instanceof HttpException && status < 500;
    const text = isOurs
      ? error.message
      : '出错了，请稍后再试。 Something went wrong. Please try again later.';
    const content = html`<p class="notice problem" role="alert" data-testid="problem">${text}</p>
      <p class="buttons">
        <a class="button" href="/">返回商店 Back to the shop</a>
        ${path.startsWith('/admin') ? ADMIN_LINK : ORDERS_LINK}
      </p>`;
    const page = new Page(TITLES[status] ?? '出错了 Something went wrong', content, status);
    // An event stream that already began has nothing left to say an error in.
    if (response.headersSent) response.end();
    else response.status(page.status).type('html').send(page.markup);
  }
}
