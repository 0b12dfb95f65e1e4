import { ConfigurableModuleBuilder } from '@nestjs/common';

import type { LianlianOtelOptions } from './lianlian-otel-options.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<LianlianOtelOptions>({ moduleName: 'LianlianOtel' })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createLianlianOtelOptions')
    .build();
