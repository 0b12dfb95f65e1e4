import { createHash, timingSafeEqual } from 'node:crypto';

import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  HttpException,
  HttpStatus,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { Request, Response } from 'express';

import { inWords } from '../language/text.js';
import { isFormFromHere } from '../pages/from-here.js';
import { ShopSettings } from '../shop-settings.js';
import { SignInAttempts } from './sign-in-attempts.js';

/**
 * Lets the operator in: HTTP basic authentication, good for a demonstration.
 *
 * Browsers send that password along with forms of other sites too, so a POST has to come from a page of ours:
 * browsers send the origin of every POST, and no page can fake it.
 */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(
    private readonly settings: ShopSettings,
    private readonly attempts: SignInAttempts,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { method, headers, ip = '' } = http.getRequest<Request>();
    if (!this.isOperator(headers.authorization, ip, http.getResponse<Response>())) {
      http.getResponse<Response>().setHeader('www-authenticate', 'Basic realm="operator", charset="UTF-8"');
      throw new UnauthorizedException(inWords({ zh: '请以 operator 登录。', en: 'Sign in as operator.' }));
    }
    if (method !== 'GET' && method !== 'HEAD' && !isFormFromHere(headers, this.settings)) {
      throw new ForbiddenException(
        inWords({ zh: '此表单来自别的网站。', en: 'This form comes from another site.' }),
      );
    }
    return true;
  }

  /** @throws HttpException 429 where too many wrong passwords came: then not even the right one is looked at */
  private isOperator(given: string | undefined, address: string, response: Response): boolean {
    // Without a password a browser asks for one.
    if (given === undefined) return false;
    const waitMs = this.attempts.waitMs(address);
    if (waitMs > 0) {
      response.setHeader('retry-after', String(Math.ceil(waitMs / 1000)));
      throw new HttpException(
        inWords({
          zh: '错误密码过多，请稍候再试。',
          en: 'Too many wrong passwords. Wait a moment, then try again.',
        }),
        HttpStatus.TOO_MANY_REQUESTS,
      );
    }
    const expected = `Basic ${Buffer.from(`operator:${this.settings.operatorPassword}`).toString('base64')}`;
    const isRight = isSame(given, expected);
    if (isRight) this.attempts.succeeded(address);
    else this.attempts.failed(address);
    return isRight;
  }
}

/** Takes the same time for every guess. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
