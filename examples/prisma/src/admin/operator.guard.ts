import { createHash, timingSafeEqual } from 'node:crypto';

import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { type Request } from 'express';

/** Lets requests through that have `OPERATOR_TOKEN` as a bearer token. Put your own sign-in in its place. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(private readonly config: ConfigService) {}

  canActivate(context: ExecutionContext): boolean {
    const token = this.config.get<string>('OPERATOR_TOKEN', '');
    const { headers } = context.switchToHttp().getRequest<Request>();
    const isOperator =
      token !== '' &&
      timingSafeEqual(
        digest(headers.authorization ?? ''),
        digest(`Bearer ${token}`),
      );
    if (!isOperator) throw new UnauthorizedException();
    return true;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
