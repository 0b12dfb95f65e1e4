import { type MiddlewareConsumer, Module, type NestModule, ValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';

import { CustomersModule } from '../customers/customers.module.js';
import { CustomerMiddleware } from '../customers/customer.middleware.js';
import { LanguageController } from '../language/language.controller.js';
import { AssetsController } from './assets.controller.js';
import { InvalidFormException } from './invalid-form.exception.js';
import { PageExceptionFilter } from './page-exception.filter.js';
import { PageInterceptor } from './page.interceptor.js';
import { PageRenderer } from './page-renderer.js';
import { SecurityHeadersMiddleware } from './security-headers.middleware.js';

/** What all pages share. LianLian's notifications pass these global pieces unharmed. */
@Module({
  imports: [CustomersModule],
  controllers: [AssetsController, LanguageController],
  exports: [PageRenderer],
  providers: [
    PageRenderer,
    { provide: APP_INTERCEPTOR, useClass: PageInterceptor },
    { provide: APP_FILTER, useClass: PageExceptionFilter },
    {
      provide: APP_PIPE,
      useFactory: () =>
        new ValidationPipe({
          transform: true,
          whitelist: true,
          stopAtFirstError: true,
          // What was typed may be a card number: errors do not carry it.
          validationError: { target: false, value: false },
          exceptionFactory: (errors) => InvalidFormException.of(errors),
        }),
    },
  ],
})
export class PagesModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(SecurityHeadersMiddleware, CustomerMiddleware).forRoutes('{*path}');
  }
}
