import { ConfigurableModuleBuilder } from '@nestjs/common';

import type { LianlianModuleOptions } from './config/lianlian-module-options.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<LianlianModuleOptions>({ moduleName: 'Lianlian' })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createLianlianOptions')
    .setExtras<{ isGlobal?: boolean | undefined }>({ isGlobal: true }, (definition, { isGlobal }) => ({
      ...definition,
      global: isGlobal ?? true,
    }))
    .build();
