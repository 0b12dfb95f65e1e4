import { Controller, Inject, NotFoundException, type Type, VERSION_NEUTRAL } from '@nestjs/common';

import { readOptions } from '../../common/options/read-options.js';
import { AppHandlers } from './app-handlers.js';
import { handlerMessages } from './handler.messages.js';
import { addHookRoutes, HOOK_ROUTE_PATHS, type HookRoutePaths, readHookRoutePaths } from './hook-routes.js';

/** The routes that `LianlianModule` brings for classes with `@LianlianHandler()`. */
export interface LianlianRoutesOptions extends HookRoutePaths {
  /** What stands before the paths of the routes, behind the app's global prefix. None by default. */
  readonly path?: string | undefined;
  /**
   * Decorators of the app's own for the routes' controller, such as `SkipThrottle()`, or what a global guard of the app
   * looks for to let a request pass: LianLian has no token of yours.
   */
  readonly decorators?: readonly ClassDecorator[] | undefined;
}

const OPTIONS = [
  'path',
  'decorators',
  ...HOOK_ROUTE_PATHS,
] as const satisfies (keyof LianlianRoutesOptions)[];

/**
 * A controller with the routes, whose hooks are those of the merchant's handler. No version of the app's is part of
 * their addresses: LianLian sends none.
 *
 * @throws LianlianConfigError for an option that is misspelt, or of another type
 */
export function moduleRoutes(routes: string | LianlianRoutesOptions): Type {
  const { path, decorators, paths } = readRoutes(typeof routes === 'string' ? { path: routes } : routes);

  @Controller({ path, version: VERSION_NEUTRAL })
  class LianlianRoutes {
    readonly #handlers: AppHandlers;

    constructor(@Inject(AppHandlers) handlers: AppHandlers) {
      this.#handlers = handlers;
    }

    /** A payer who brought nothing is anybody's: of the first handler that takes payers back. */
    hooksFor(oidPartner: string | undefined, request: unknown, needed: string | undefined): Promise<object> {
      if (needed !== undefined && !this.#handlers.mayHave(needed)) throw new NotFoundException();
      if (oidPartner !== undefined) return this.#handlers.hooksFor(oidPartner, request as object);
      return this.#handlers.hooksForReturns(request as object);
    }
  }

  addHookRoutes(LianlianRoutes.prototype, {
    paths,
    by: 'module',
    hooksOf: ({ controller, request }, oidPartner, needed) =>
      (controller as LianlianRoutes).hooksFor(oidPartner, request, needed),
  });
  for (const decorate of decorators) decorate(LianlianRoutes);
  return LianlianRoutes;
}

function readRoutes(routes: LianlianRoutesOptions) {
  return readOptions(routes, { of: 'LianlianModule routes', known: OPTIONS }, (reader) => {
    const decorators = reader.value('decorators') ?? [];
    const isList = Array.isArray(decorators) && decorators.every((each) => typeof each === 'function');
    if (!isList) reader.problem('decorators', handlerMessages.decorators());
    return {
      path: reader.anyText('path', ''),
      paths: readHookRoutePaths(reader),
      decorators: isList ? (decorators as readonly ClassDecorator[]) : [],
    };
  });
}
