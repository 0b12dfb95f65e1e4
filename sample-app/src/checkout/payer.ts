import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** What LianLian wants to know of the payer, beside the order. */
export interface PayerClient {
  /** Behind a proxy this is the proxy's address until the app's `trust proxy` is set. */
  readonly ip: string;
  readonly isPhone: boolean;
}

/** Where the payer is. */
export const Payer = createParamDecorator((_data: unknown, context: ExecutionContext): PayerClient => {
  const request = context.switchToHttp().getRequest<Request>();
  return {
    // A server that listens on IPv6 sees IPv4 addresses in this form.
    ip: (request.ip ?? '').replace(/^::ffff:/, ''),
    isPhone: /Mobi|Android|iPhone|iPad/i.test(request.headers['user-agent'] ?? ''),
  };
});
