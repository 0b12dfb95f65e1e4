import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type ClientNotice, clientNoticeOf, LianlianError } from 'nestjs-lianlian';

import { type Text, titleOf, wordsOf } from '../language/text.js';
import { type Html, html } from './html.js';
import { isInPlace, sendInPlace } from './in-place.js';
import { InvalidFormException } from './invalid-form.exception.js';
import { alert } from './notices.js';
import { Page } from './page.js';
import { PageRenderer } from './page-renderer.js';
import { pathOfPage } from './path-of-page.js';
import { SeeOtherException } from './see-other.exception.js';

const TITLES: Readonly<Record<number, Text>> = {
  401: { zh: '请登录', en: 'Please sign in' },
  403: { zh: '无权访问', en: 'Not allowed' },
  404: { zh: '找不到', en: 'Not found' },
  409: { zh: '当前无法操作', en: 'This was not done' },
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
    if (error instanceof SeeOtherException) {
      response.redirect(error.getStatus(), error.path);
      return;
    }
    if (!(error instanceof HttpException)) this.logger.error(error);
    const { status, title, words } = told(error);
    if (isInPlace(request) && !response.headersSent) {
      const isForm = error instanceof InvalidFormException;
      sendInPlace(request, response, status, isForm ? { problems: error.problems } : { problem: words });
      return;
    }
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
    title: (error instanceof HttpException ? titleOf(error) : undefined) ?? TITLES[status] ?? WENT_WRONG,
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

type Link = readonly [path: string, text: Text, name: string];

/** Back to the form, if one was refused; to the order that it is about, or to all of their kind; and home. */
function wayOn(request: Request): Html {
  const links = [...(request.method === 'GET' ? [] : [backToForm(request)]), ...placesFor(request.path)];
  return html`${links.map(
    ([path, text, name], at) =>
      html`<a class="button ${at === 0 ? 'primary' : ''}" href="${path}" data-testid="${name}">${text}</a>`,
  )}`;
}

function backToForm(request: Request): Link {
  return [pathOfPage(request), { zh: '返回上一页', en: 'Go back' }, 'back'];
}

function placesFor(path: string): readonly Link[] {
  if (path.startsWith('/admin/payouts')) {
    return [['/admin/payouts', { zh: '全部付款', en: 'All payouts' }, 'to-payouts']];
  }
  if (path.startsWith('/admin')) return [['/admin', { zh: '全部订单', en: 'All orders' }, 'to-orders']];
  const [, order] = /^\/orders\/(\w{1,32})\//.exec(path) ?? [];
  return [
    order === undefined
      ? ['/orders', { zh: '我的订单', en: 'My orders' }, 'to-orders']
      : [`/orders/${order}`, { zh: '查看订单', en: 'View the order' }, 'to-order'],
    ['/', { zh: '返回商店', en: 'Back to the shop' }, 'home'],
  ];
}
