import { type DynamicModule, Module } from '@nestjs/common';

import type { ProcessName } from './environment.js';

/** Injects the name of this process. */
export const PROCESS_NAME = Symbol('the name of this process');

/** Tells every other module in which process it is. */
@Module({})
export class ProcessModule {
  static named(name: ProcessName): DynamicModule {
    const providers = [{ provide: PROCESS_NAME, useValue: name }];
    return { module: ProcessModule, global: true, providers, exports: [PROCESS_NAME] };
  }
}
