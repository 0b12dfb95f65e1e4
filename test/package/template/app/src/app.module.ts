import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { lianlianConfig, LianlianModule } from 'nestjs-lianlian';

import { AppController } from './app.controller';
import { AppService } from './app.service';
import { CheckoutService } from './payments/checkout.service';
import { OrdersService } from './payments/orders.service';
import { PaymentsController } from './payments/payments.controller';

@Module({
  imports: [
    ConfigModule.forRoot(),
    LianlianModule.forRootAsync(lianlianConfig.asProvider()),
  ],
  controllers: [AppController, PaymentsController],
  providers: [AppService, OrdersService, CheckoutService],
})
export class AppModule {}
