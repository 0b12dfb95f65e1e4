import {
  Controller,
  type INestApplication,
  Module,
  type NestApplicationOptions,
  type PipeTransform,
  type Provider,
  Scope,
  type Type,
  ValidationPipe,
} from '@nestjs/common';
import {
  type ExpectedPayment,
  type ExpectedRefund,
  type ExpectsPayments,
  LianlianController,
  LianlianHandler,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianNotification,
  type LianlianNotificationOptions,
  LianlianNotify,
  LianlianReturn,
  LianlianReturnResult,
  type MaybeAsync,
  type PaymentNotification,
  type PaymentReturn,
  type RefundNotification,
} from 'nestjs-lianlian';

import { type Adapter, startApp } from './adapters.js';
import { paymentFields, signedByLianlian } from './lianlian-signs.js';
import { OID_PARTNER, testKeys } from './merchant.js';
import { RecordingLogger } from './recording-logger.js';

export const keys = testKeys();

/** The ways to write the hooks, all but the first under everything that an app may put around routes. */
export const SHAPES = [
  'the mixin',
  'a decorated route of a request-scoped controller',
  'a handler without a controller',
] as const;
export type Shape = (typeof SHAPES)[number];

/**
 * The shapes that a spec tries on an adapter: each on one of them at least, the mixin on both. `.ci/full` tries every shape
 * on every adapter, with `LIANLIAN_TEST_ALL_SHAPES=1`.
 */
export function shapesOn(adapter: Adapter): readonly Shape[] {
  if (process.env['LIANLIAN_TEST_ALL_SHAPES'] === '1') return SHAPES;
  return adapter === 'express' ? [SHAPES[0], SHAPES[1]] : [SHAPES[0], SHAPES[2]];
}

/** What an app's module and `LianlianModule.forRoot` are given for hooks of a shape. */
export interface ShapedHooks {
  readonly controllers: Type[];
  readonly providers: Type[];
  readonly routes: string | undefined;
}

export interface ShopHooks {
  expectedPayment: (
    no_order: string,
    dt_order: string,
    oid_partner: string,
  ) => MaybeAsync<ExpectedPayment | null | undefined>;
  onPayment: (notification: PaymentNotification) => unknown;
  onRefund?: ((notification: RefundNotification) => unknown) | undefined;
  onOtherResult?: ((notification: PaymentNotification) => unknown) | undefined;
  expectedRefund?:
    | ((
        no_refund: string,
        dt_refund: string,
        oid_partner: string,
      ) => MaybeAsync<ExpectedRefund | null | undefined>)
    | undefined;
  onReturn?: ((result: PaymentReturn, request?: unknown) => MaybeAsync<string>) | undefined;
}

export interface Shop {
  readonly app: INestApplication;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  readonly url: string;
  readonly logger: RecordingLogger;
  readonly close: () => Promise<void>;
}

/** A pipe of the app's that lets nothing pass, to show what never meets the app's pipes. */
export class RefusingPipe implements PipeTransform {
  transform(): never {
    throw new Error('a pipe of the app met a value of ours');
  }
}

export const strictValidation = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validateCustomDecorators: true,
  });

/** The settings of a test app: of one merchant, unless they name several. */
export function settingsWith(
  module: Partial<LianlianModuleOptions>,
  notifications: LianlianNotificationOptions | undefined,
): LianlianModuleOptions {
  const merchant = {
    oidPartner: OID_PARTNER,
    privateKey: keys.merchant.privateKey,
    lianlianPublicKey: keys.lianlian.publicKey,
  };
  return { ...('merchants' in module ? {} : merchant), ...module, notifications } as LianlianModuleOptions;
}

/** A stock app with one controller whose hooks are those of a test. */
export async function openShop({
  adapter,
  shape = 'the mixin',
  hooks,
  module = {},
  notifications,
  imports = [],
  providers = [],
  controllers = [],
  options = {},
  configure = () => undefined,
}: {
  adapter: Adapter;
  shape?: Shape;
  hooks: ShopHooks;
  module?: Partial<LianlianModuleOptions>;
  notifications?: LianlianNotificationOptions;
  imports?: Type[];
  providers?: Provider[];
  controllers?: Type[];
  options?: NestApplicationOptions;
  configure?: (app: INestApplication) => void;
}): Promise<Shop> {
  const settings = settingsWith(module, notifications);
  const shaped = shapedHooks(hooks, shape);

  @Module({
    imports: [...imports, LianlianModule.forRoot({ ...settings, routes: shaped.routes })],
    controllers: [...shaped.controllers, ...controllers],
    providers: [...shaped.providers, ...providers],
  })
  class ShopModule {}

  const logger = new RecordingLogger();
  const { app, url } = await startApp(ShopModule, adapter, {
    options: { logger, ...options },
    configure: (nest) => {
      if (shape !== 'the mixin') nest.useGlobalPipes(strictValidation(), new RefusingPipe());
      configure(nest);
    },
  });
  return {
    app,
    url,
    logger,
    notifyUrl: `${url}/payments/notify`,
    returnUrl: `${url}/payments/return`,
    close: () => app.close(),
  };
}

function shapedHooks(hooks: ShopHooks, shape: Shape): ShapedHooks {
  const type =
    shape === 'a decorated route of a request-scoped controller'
      ? decorated(hooks, hooks.onReturn !== undefined)
      : taking(hooks, shape);
  const { prototype } = type;
  // Optional hooks that a test does not have are not there at all.
  if (hooks.onOtherResult !== undefined)
    add(prototype, 'onOtherResult', (n) => hooks.onOtherResult?.(n as never));
  if (hooks.expectedRefund !== undefined)
    add(prototype, 'expectedRefund', (...args) =>
      hooks.expectedRefund?.(...(args as [string, string, string])),
    );
  return inShape(type, shape);
}

/** A class with hooks, where Nest and the module look for it. */
export function inShape(type: Type, shape: Shape): ShapedHooks {
  return shape === 'a handler without a controller'
    ? { controllers: [], providers: [type], routes: 'payments' }
    : { controllers: [type], providers: [], routes: undefined };
}

/** What a class with hooks extends, and is marked as. */
export function shapeOf(shape: Shape): { Base: abstract new () => object; mark: ClassDecorator } {
  return shape === 'the mixin'
    ? { Base: LianlianController(), mark: Controller('payments') }
    : { Base: class {}, mark: LianlianHandler() as ClassDecorator };
}

function taking(hooks: ShopHooks, shape: Shape): Type<object> & { prototype: object } {
  const { Base, mark } = shapeOf(shape);
  @mark
  class Payments extends Base {
    expectedPayment(
      ...args: Parameters<ShopHooks['expectedPayment']>
    ): ReturnType<ShopHooks['expectedPayment']> {
      return hooks.expectedPayment(...args);
    }

    onPayment(notification: PaymentNotification): unknown {
      return hooks.onPayment(notification);
    }
  }
  if (hooks.onRefund !== undefined)
    add(Payments.prototype, 'onRefund', (n) => hooks.onRefund?.(n as RefundNotification));
  if (hooks.onReturn !== undefined)
    add(Payments.prototype, 'onReturn', (r, q) => hooks.onReturn?.(r as PaymentReturn, q));
  return Payments;
}

function decorated(hooks: ShopHooks, hasReturn: boolean): Type<object> & { prototype: object } {
  @Controller({ path: 'payments', scope: Scope.REQUEST })
  class CheckoutController implements ExpectsPayments {
    expectedPayment(
      ...args: Parameters<ShopHooks['expectedPayment']>
    ): ReturnType<ShopHooks['expectedPayment']> {
      return hooks.expectedPayment(...args);
    }

    @LianlianNotify('notify')
    notified(@LianlianNotification() notification: PaymentNotification | RefundNotification): unknown {
      return notification.kind === 'payment' ? hooks.onPayment(notification) : hooks.onRefund?.(notification);
    }
  }
  if (!hasReturn) return CheckoutController;

  @Controller({ path: 'payments', scope: Scope.REQUEST })
  class ReturningController extends CheckoutController {
    @LianlianReturn('return')
    back(@LianlianReturnResult() result: PaymentReturn): unknown {
      return hooks.onReturn?.(result);
    }
  }
  return ReturningController;
}

function add(prototype: object, name: string, hook: (...args: unknown[]) => unknown): void {
  Object.defineProperty(prototype, name, { value: hook, configurable: true, writable: true });
}

/** A payment notification, signed. Each transaction pays an order of its own, unless one is named. */
export function payment(
  overrides: Readonly<Record<string, string>> = {},
  privateKey = keys.lianlian.privateKey,
): Record<string, string> {
  const { oid_paybill } = overrides;
  const order = oid_paybill === undefined ? {} : { no_order: `order-${oid_paybill}` };
  return signedByLianlian(paymentFields({ ...order, ...overrides }), privateKey);
}

/** A refund notification, signed. */
export function refund(overrides: Readonly<Record<string, string>> = {}): Record<string, string> {
  return signedByLianlian(
    {
      oid_partner: OID_PARTNER,
      no_refund: 'refund-1',
      dt_refund: '20261121130000',
      money_refund: '10.0',
      oid_refundno: '2026112100000900',
      sta_refund: '2',
      settle_date: '20261121',
      ...overrides,
    },
    keys.lianlian.privateKey,
  );
}

let lastNumber = 0;

/** A number that no other test of the file uses, so that each pays an order of its own. */
export function uniqueNumber(prefix: string): string {
  return `${prefix}${String(++lastNumber)}`;
}
