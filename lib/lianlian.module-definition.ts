import { ConfigurableModuleBuilder } from '@nestjs/common';

import type { LianlianModuleOptions } from './config/lianlian-module-options.js';

const definition = new ConfigurableModuleBuilder<LianlianModuleOptions>({ moduleName: 'Lianlian' })
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createLianlianOptions')
  .setExtras<{ isGlobal?: boolean | undefined }>({ isGlobal: true }, (module, { isGlobal }) => ({
    ...module,
    global: isGlobal ?? true,
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
