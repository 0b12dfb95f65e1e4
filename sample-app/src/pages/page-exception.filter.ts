import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type ClientNotice, clientNoticeOf, LianlianError } from 'nestjs-lianlian';

import { type Text, wordsOf } from '../language/text.js';
import { type Html, html } from './html.js';
import { alert } from './notices.js';
import { Page } from './page.js';
import { PageRenderer } from './page-renderer.js';
import { pathOfPage } from './path-of-page.js';

const TITLES: Readonly<Record<number, Text>> = {
  401: { zh: '请登录', en: 'Please sign in' },
  403: { zh: '无权访问', en: 'Not allowed' },
  404: { zh: '找不到', en: 'Not found' },
  409: { zh: '现在不行', en: 'Not possible now' },
  429: { zh: '请稍候', en: 'Please wait' },
  422: { zh: '请检查填写内容', en: 'Please check the form' },
};
const WENT_WRONG: Text = { zh: '出错了', en: 'Something went wrong' };

/** What Nest and Express throw by themselves has no words for visitors. */
const EXPLANATIONS: Readonly<Record<number, Text>> = {
  404: { zh: '没有这个页面。', en: 'There is no such page.' },
  413: { zh: '文件太大。', en: 'The file is too large.' },
};
const TRY_LATER: Text = { zh: '出错了，请稍后再试。', en: 'Something went wrong. Please try again later.' };

/** Errors as pages. What a visitor may not know is in the log only. */
@Catch()
export class PageExceptionFilter implements ExceptionFilter<unknown> {
  private readonly logger = new Logger('Shop');

  constructor(private readonly renderer: PageRenderer) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const request = host.switchToHttp().getRequest<Request>();
    if (!(error instanceof HttpException)) this.logger.error(error);
    const { status, title, words } = told(error);
    const content = html`<section class="card narrow">
      ${alert(words)}
      <div class="buttons">${wayOn(request)}</div>
    </section>`;
    // An event stream that already began has nothing left to say an error in.
    if (response.headersSent) response.end();
    else this.renderer.send(new Page(title, content, status), request, response);
  }
}

/** What an error is called, and what a visitor should do. */
function told(error: unknown): { status: number; title: Text; words: Text } {
  if (error instanceof LianlianError) return inThisShop(clientNoticeOf(error));
  const status = error instanceof HttpException ? error.getStatus() : 500;
  const words = error instanceof HttpException ? wordsOf(error) : undefined;
  return {
    status,
    title: TITLES[status] ?? WENT_WRONG,
    words: words ?? EXPLANATIONS[status] ?? TRY_LATER,
  };
}

function inThisShop({ status, words: { zh, en } }: ClientNotice): {
  status: number;
  title: Text;
  words: Text;
} {
  return { status, title: { zh: zh.title, en: en.title }, words: { zh: zh.text, en: en.text } };
}

/** Back to the form, if one was refused; else to a page that everybody has. */
function wayOn(request: Request): Html {
  if (request.method !== 'GET') {
    return html`<a class="button primary" href="${pathOfPage(request)}" data-testid="back"
      >${{ zh: '返回上一页', en: 'Go back' }}</a
    >`;
  }
  return request.path.startsWith('/admin')
    ? html`<a class="button" href="/admin">${{ zh: '全部订单', en: 'All orders' }}</a>`
    : html`<a class="button" href="/">${{ zh: '返回商店', en: 'Back to the shop' }}</a>
        <a class="button" href="/orders">${{ zh: '我的订单', en: 'My orders' }}</a>`;
}
