import { Controller, type INestApplication, Module, Scope, type Type } from '@nestjs/common';
import {
  type ExpectedPayment,
  type ExpectedPayout,
  type ExpectsPayments,
  type ExpectsPayouts,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianNotification,
  type LianlianNotificationOptions,
  LianlianNotify,
  LianlianPayoutNotify,
  LianlianTransaction,
  type NotificationContext,
  type PaymentNotification,
  type PayoutNotification,
  type PayoutReference,
  type RefundNotification,
} from 'nestjs-lianlian';

import { type Gateway, startGateway } from '../e2e/calls/support/gateway.js';
import { signedResponse } from '../e2e/calls/support/lianlian-side.js';
import { type Adapter, startApp } from './adapters.js';
import { signedByLianlian } from './lianlian-signs.js';
import { OID_PARTNER } from './merchant.js';
import { RecordingLogger } from './recording-logger.js';
import {
  inShape,
  keys,
  RefusingPipe,
  settingsWith,
  type Shape,
  shapeOf,
  SHAPES,
  strictValidation,
} from './shop.js';

type Fields = Readonly<Record<string, string>>;

/** What LianLian's query says: the fields of its response, that it knows nothing, or nothing that can be read. */
export type QuerySays = Fields | 'unknown' | 'broken';

/** LianLian's queries, by what they are about. */
export interface Says {
  payout: QuerySays;
  payment: QuerySays;
}

/** LianLian's queries of payouts and payments, signed. */
export async function startQueries(says: Says): Promise<Gateway> {
  return startGateway(({ path, fields }, response) => {
    const isPayout = path === '/payout';
    const said = path === '/payout' ? says.payout : path === '/aggregate' ? says.payment : 'unknown';
    if (said === 'broken') {
      response.writeHead(502).end();
      return undefined;
    }
    const { no_order = '', oid_partner = OID_PARTNER } = fields;
    const all =
      said === 'unknown'
        ? { ret_code: isPayout ? '8901' : '5002', ret_msg: 'no record' }
        : { ret_code: '0000', ret_msg: 'ok', no_order, ...said };
    return signedResponse({ oid_partner, ...all }, keys.lianlian.privateKey);
  });
}

export const queriedAt = ({ url }: Gateway): Record<string, string> => ({
  'payout.query': `${url}/payout`,
  'aggregate.query': `${url}/aggregate`,
  'easypay.query': `${url}/easypay`,
  'preauth.query': `${url}/preauth`,
});

/** What the app knows, and what its hooks were called with. */
export interface PayoutOffice {
  expectedPayout: (no_order: string, dt_order: string, oid_partner: string) => ExpectedPayout | null;
  expectedPayment: (no_order: string) => ExpectedPayment | null;
  onPayout: (notification: PayoutNotification, transaction?: unknown) => unknown;
  onPayment: (notification: PaymentNotification) => unknown;
  onOtherResult: (notification: PaymentNotification) => unknown;
  unsettledPayouts?: (() => Iterable<PayoutReference>) | undefined;
}

export interface PayoutShop {
  readonly app: INestApplication;
  readonly url: string;
  readonly notifyUrl: string;
  readonly payoutNotifyUrl: string;
  readonly logger: RecordingLogger;
}

/** A stock app that takes payments and pays out. */
export async function openPayoutShop({
  adapter,
  shape = SHAPES[0],
  office,
  module = {},
  notifications,
  configure = () => undefined,
}: {
  adapter: Adapter;
  shape?: Shape;
  office: PayoutOffice;
  module?: Partial<LianlianModuleOptions>;
  notifications?: LianlianNotificationOptions;
  configure?: (app: INestApplication) => void;
}): Promise<PayoutShop> {
  const settings = settingsWith(module, notifications);
  const hooks = shape === SHAPES[1] ? decorated(office) : taking(office, shape);
  const { routes, controllers, providers } = inShape(hooks, shape);
  @Module({ imports: [LianlianModule.forRoot({ ...settings, routes })], controllers, providers })
  class ShopModule {}
  const logger = new RecordingLogger();
  const { app, url } = await startApp(ShopModule, adapter, {
    options: { logger },
    configure: (nest) => {
      if (shape !== SHAPES[0]) nest.useGlobalPipes(strictValidation(), new RefusingPipe());
      configure(nest);
    },
  });
  const payoutNotifyUrl = `${url}/payments/payout-notify`;
  return { app, url, logger, notifyUrl: `${url}/payments/notify`, payoutNotifyUrl };
}

function taking(office: PayoutOffice, shape: Shape): Type {
  const { Base, mark } = shapeOf(shape);
  @mark
  class Payments extends Base {
    expectedPayment(no_order: string): ExpectedPayment | null {
      return office.expectedPayment(no_order);
    }

    onPayment(notification: PaymentNotification): unknown {
      return office.onPayment(notification);
    }

    onOtherResult(notification: PaymentNotification): unknown {
      return office.onOtherResult(notification);
    }

    expectedPayout(...asked: [string, string, string]): ExpectedPayout | null {
      return office.expectedPayout(...asked);
    }

    onPayout(notification: PayoutNotification, { transaction }: NotificationContext): unknown {
      return office.onPayout(notification, transaction);
    }
  }
  list(Payments.prototype, office);
  return Payments;
}

function decorated(office: PayoutOffice): Type {
  @Controller({ path: 'payments', scope: Scope.REQUEST })
  class CheckoutController implements ExpectsPayments, ExpectsPayouts {
    expectedPayment(no_order: string): ExpectedPayment | null {
      return office.expectedPayment(no_order);
    }

    expectedPayout(...asked: [string, string, string]): ExpectedPayout | null {
      return office.expectedPayout(...asked);
    }

    onOtherResult(notification: PaymentNotification): unknown {
      return office.onOtherResult(notification);
    }

    @LianlianNotify('notify')
    notified(@LianlianNotification() notification: PaymentNotification | RefundNotification): unknown {
      return notification.kind === 'payment' ? office.onPayment(notification) : undefined;
    }

    @LianlianPayoutNotify('payout-notify')
    paidOut(
      @LianlianNotification() notification: PayoutNotification,
      @LianlianTransaction() transaction: unknown,
    ): unknown {
      return office.onPayout(notification, transaction);
    }
  }
  list(CheckoutController.prototype, office);
  return CheckoutController;
}

/** An optional hook that a test does not have is not there at all. */
function list(prototype: object, { unsettledPayouts }: PayoutOffice): void {
  if (unsettledPayouts !== undefined)
    Object.defineProperty(prototype, 'unsettledPayouts', { value: unsettledPayouts });
}

/** A message about a payout, with every field that LianLian requires, signed. */
export function payout(
  overrides: Fields = {},
  privateKey = keys.lianlian.privateKey,
): Record<string, string> {
  return signedByLianlian(
    {
      oid_partner: OID_PARTNER,
      no_order: 'payout-1',
      dt_order: '20261121120000',
      oid_paybill: '2026112100000801',
      money_order: '49.95',
      result_pay: 'SUCCESS',
      settle_date: '20261121',
      ...overrides,
    },
    privateKey,
  );
}
