import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

import { languageOf } from '../language/visitor-language.js';
import { ShopSettings } from '../shop-settings.js';
import { pathOfPage } from './path-of-page.js';
import { layout } from './layout.js';
import type { Page } from './page.js';

/** Makes a page for a visitor: in their language, with the frame of the shop or of the operator's side. */
@Injectable()
export class PageRenderer {
  constructor(private readonly settings: ShopSettings) {}

  render(page: Page, request: Request): string {
    const { sandboxUrl } = this.settings;
    const language = languageOf(request);
    const isOperators = /^\/admin(\/|$)/.test(request.path);
    return layout(page, { language, path: pathOfPage(request), isOperators, sandboxUrl }).in(language);
  }

  /** For exception filters, which send the response by themselves. */
  send(page: Page, request: Request, response: Response): void {
    response.status(page.status).type('html').send(this.render(page, request));
  }
}
