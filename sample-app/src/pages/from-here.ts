import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import type { Request } from 'express';

import { inWords } from '../language/text.js';
import { ShopSettings } from '../shop-settings.js';

/**
 * Whether a page of ours sent a form: browsers send the origin of every POST, and no page can fake it. It is the one that the
 * settings name, or that of the `Host`, which a proxy in front of the shop may not pass on.
 */
export function isFormFromHere({ origin = '', host }: Request['headers'], settings: ShopSettings): boolean {
  return origin === settings.origin || (URL.canParse(origin) && new URL(origin).host === host);
}

/**
 * Refuses what a page of another site opens or sends. A browser says where a request comes from; a program that says
 * nothing is nobody's browser.
 */
@Injectable()
export class FromHereGuard implements CanActivate {
  constructor(private readonly settings: ShopSettings) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<Request>();
    const site = headers['sec-fetch-site'];
    const isOwnSite = site === undefined || site === 'same-origin' || site === 'none';
    if (isOwnSite && (headers.origin === undefined || isFormFromHere(headers, this.settings))) return true;
    throw new ForbiddenException(
      inWords({ zh: '此请求来自别的网站。', en: 'This request comes from another site.' }),
    );
  }
}
