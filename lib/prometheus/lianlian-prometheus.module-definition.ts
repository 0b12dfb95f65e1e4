import { ConfigurableModuleBuilder } from '@nestjs/common';

import type { LianlianPrometheusOptions } from './lianlian-prometheus-options.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<LianlianPrometheusOptions>({ moduleName: 'LianlianPrometheus' })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createLianlianPrometheusOptions')
    .build();
