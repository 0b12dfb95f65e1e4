import { ConfigurableModuleBuilder } from '@nestjs/common';

import type { LianlianModuleOptions } from './config/lianlian-module-options.js';
import { HAS_MODULE_ROUTES } from './notifications/routes/app-handlers.js';
import { type LianlianRoutesOptions, moduleRoutes } from './notifications/routes/module-routes.js';

/** What stands beside the options of the module, in `forRoot` and in `forRootAsync`. */
interface LianlianModuleExtras {
  /** Whether services inject ours, and routes use the guard, in every module of the app. True by default. */
  readonly isGlobal?: boolean | undefined;
  /**
   * Where the module brings routes for the app's `@LianlianHandler()` classes: their path (`'payments'`, for `POST
   * payments/notify` and so on), or more about them. None by default.
   */
  readonly routes?: string | LianlianRoutesOptions | undefined;
}

const definition = new ConfigurableModuleBuilder<LianlianModuleOptions>({ moduleName: 'Lianlian' })
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createLianlianOptions')
  .setExtras<LianlianModuleExtras>({ isGlobal: true, routes: undefined }, (module, { isGlobal, routes }) => ({
    ...module,
    global: isGlobal ?? true,
    ...(routes === undefined
      ? {}
      : {
          controllers: [...(module.controllers ?? []), moduleRoutes(routes)],
          providers: [...(module.providers ?? []), { provide: HAS_MODULE_ROUTES, useValue: true }],
        }),
  }))
  .build();

export const { ConfigurableModuleClass, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } = definition;

/**
 * The options that the module was given, before they are checked: what a test module replaces with
 * `overrideProvider(LIANLIAN_OPTIONS)`.
 *
 * @example
 * Test.createTestingModule({ imports: [AppModule] })
 *   .overrideProvider(LIANLIAN_OPTIONS)
 *   .useValue({ ...sandbox.options, notifyUrl });
 */
export const LIANLIAN_OPTIONS = definition.MODULE_OPTIONS_TOKEN;
