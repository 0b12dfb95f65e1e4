import { checkPath, decoratedMethod } from './decorated-method.js';
import { defineReturnRoute } from './return-route.js';

/**
 * Makes a method a route for payers who come back from LianLian, by POST and GET. It returns the URL of a page
 * of the app, to which the payer is sent with a 303.
 *
 * @param path the route's path within its controller
 * @throws LianlianConfigError for a path that is no text
 * @example
 * @LianlianReturn('lianlian/return')
 * back(@LianlianReturnResult() result: PaymentReturn) {
 *   return result.verified ? `/orders/${result.no_order}` : '/orders';
 * }
 */
export function LianlianReturn(path: string | string[] = ''): MethodDecorator {
  return (target, property, descriptor) => {
    checkPath(decoratedMethod('@LianlianReturn', target, property), path);
    defineReturnRoute(target, property, descriptor, {
      path,
      by: 'decorator',
      hook: String(property),
      locationOf: ({ invoke }, result) => invoke({ return: result }),
    });
  };
}
