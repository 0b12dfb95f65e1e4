import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

const customers = new WeakMap<Request, string>();

/** Remembers whose request it is. */
export function keepCustomer(request: Request, customer: string): void {
  customers.set(request, customer);
}

/** Whose request it is; empty for a visitor who has not ordered anything. */
export function customerOf(request: Request): string {
  return customers.get(request) ?? '';
}

/** The visitor's number, `user_id` of their payments; empty for one who has not ordered anything. */
export const Customer = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  customerOf(context.switchToHttp().getRequest<Request>()),
);
