import { ConfigurableModuleBuilder } from '@nestjs/common';

import type { LianlianQueueOptions } from './lianlian-queue-options.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<LianlianQueueOptions>({ moduleName: 'LianlianQueue' })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createLianlianQueueOptions')
    .setExtras<{ isGlobal?: boolean | undefined }>({ isGlobal: true }, (definition, { isGlobal }) => ({
      ...definition,
      global: isGlobal ?? true,
    }))
    .build();
