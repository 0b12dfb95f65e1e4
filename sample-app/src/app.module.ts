import { type DynamicModule, Module } from '@nestjs/common';

import { AdminModule } from './admin/admin.module.js';
import { CheckoutModule } from './checkout/checkout.module.js';
import type { DatabaseLocation } from './database/database-location.js';
import type { ShopDatabase } from './database/shop-database.js';
import { DatabaseModule } from './database/database.module.js';
import { OrderPagesModule } from './orders/order-pages.module.js';
import { PagesModule } from './pages/pages.module.js';
import { PaymentsModule } from './payments/payments.module.js';
import { ProductsModule } from './products/products.module.js';
import { SettingsModule } from './settings.module.js';
import type { ShopSettings } from './shop-settings.js';
import { telemetry } from './telemetry.js';

/** The whole shop. */
@Module({
  imports: [PagesModule, ProductsModule, OrderPagesModule, CheckoutModule, PaymentsModule, AdminModule],
})
export class AppModule {
  /** @param lianlian `LianlianModule` with the settings of a real merchant, or of the sandbox */
  static forRoot(
    settings: ShopSettings,
    database: DatabaseLocation | ShopDatabase,
    lianlian: DynamicModule,
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(settings),
        DatabaseModule.forRoot(database),
        lianlian,
        ...telemetry(process.env),
      ],
    };
  }
}
