import { type DynamicModule, Module } from '@nestjs/common';

import { ShopSettings } from './shop-settings.js';

/** Makes the settings injectable everywhere. */
@Module({})
export class SettingsModule {
  static forRoot(settings: ShopSettings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: ShopSettings, useValue: settings }],
      exports: [ShopSettings],
    };
  }
}
