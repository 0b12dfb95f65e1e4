// Nest apps of the measurements, without a compiler: what decorators would say is said by calls.
import { Controller, HttpCode, Module, Post } from '@nestjs/common';

/**
 * An app with one route, `POST payments/notify`, that a controller's method `notify` takes.
 *
 * @param {new () => { notify(...given: unknown[]): unknown }} Payments
 * @param {readonly ParameterDecorator[]} parameters of the method, in their order
 */
export function appWithRoute(Payments, parameters) {
  const { prototype } = Payments;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, 'notify');
  parameters.forEach((decorate, index) => decorate(prototype, 'notify', index));
  Post('notify')(prototype, 'notify', descriptor);
  HttpCode(200)(prototype, 'notify', descriptor);
  Controller('payments')(Payments);
  return appOf({ controllers: [Payments] });
}

/** @param {import('@nestjs/common').ModuleMetadata} metadata */
export function appOf(metadata) {
  class AppModule {}
  Module(metadata)(AppModule);
  return AppModule;
}
