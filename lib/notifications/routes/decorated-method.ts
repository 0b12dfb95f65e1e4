import { LianlianConfigError } from '../../errors/lianlian-config.error.js';
import { routeMessages } from './route.messages.js';

/** What an error calls a decorated method: `@LianlianNotify on ShopController.notified`. */
export function decoratedMethod(decorator: string, target: object, property: string | symbol): string {
  return `${decorator} on ${target.constructor.name}.${String(property)}`;
}

/** @throws LianlianConfigError where options stand in the path's place, for one: Nest would make some other route of it */
export function checkPath(of: string, path: unknown): void {
  const paths: readonly unknown[] = Array.isArray(path) ? path : [path];
  if (paths.length > 0 && paths.every((each) => typeof each === 'string')) return;
  throw new LianlianConfigError([{ option: of, message: routeMessages.noPath() }]);
}
