import { createHash, timingSafeEqual } from 'node:crypto';

import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { Request, Response } from 'express';

import { inWords } from '../language/text.js';
import { ShopSettings } from '../shop-settings.js';

/**
 * Lets the operator in: HTTP basic authentication, good for a demonstration.
 *
 * Browsers send that password along with forms of other sites too, so a POST has to come from a page of ours:
 * browsers send the origin of every POST, and no page can fake it.
 */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(private readonly settings: ShopSettings) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { method, headers } = http.getRequest<Request>();
    const expected = `Basic ${Buffer.from(`operator:${this.settings.operatorPassword}`).toString('base64')}`;
    if (!isSame(headers.authorization ?? '', expected)) {
      http.getResponse<Response>().setHeader('www-authenticate', 'Basic realm="operator", charset="UTF-8"');
      throw new UnauthorizedException(inWords({ zh: '请以 operator 登录。', en: 'Sign in as operator.' }));
    }
    if (method !== 'GET' && method !== 'HEAD' && !isFromHere(headers)) {
      throw new ForbiddenException(
        inWords({ zh: '此表单来自别的网站。', en: 'This form comes from another site.' }),
      );
    }
    return true;
  }
}

/** A proxy in front of the shop has to pass the `Host` on. */
function isFromHere({ origin = '', host }: Request['headers']): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Takes the same time for every guess. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
