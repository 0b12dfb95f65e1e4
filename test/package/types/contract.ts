/**
 * What the compiler tells a user. Nothing of this runs: a line that must not compile stands under
 * `@ts-expect-error`, and the compiler complains where it does compile.
 */
import { Controller, type DynamicModule } from '@nestjs/common';
import {
  type AggregateDirectResponse,
  type ExpectedPayment,
  type ExpectsPayments,
  fenToYuan,
  LianlianController,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianNotification,
  LianlianNotify,
  type LianlianOptionsFactory,
  LianlianReturn,
  LianlianReturnResult,
  type LianlianService,
  type NotificationInbox,
  type PaymentNotification,
  type PaymentReturn,
  type RedirectForm,
  type RefundNotification,
} from 'nestjs-lianlian';
import { LianlianSandbox } from 'nestjs-lianlian/testing';

declare const lianlian: LianlianService;
declare const maybeText: string | undefined;

const merchant = { oidPartner: '201304121000001004', privateKey: 'key', lianlianPublicKey: 'key' };
const risk_item = { frms_ware_category: '1009' };
const order = {
  user_id: 'u-1',
  no_order: 'order-1',
  dt_order: new Date(),
  name_goods: '羽毛球',
  money_order: '49.95',
  risk_item,
};

// Options: one merchant, or several.

export const one: LianlianModuleOptions = merchant;
export const several: LianlianModuleOptions = {
  merchants: [merchant, merchant],
  gateway: 'http://localhost:4000',
};
// @ts-expect-error -- a merchant of its own beside `merchants` would be read by nobody
export const both: LianlianModuleOptions = { ...merchant, merchants: [merchant] };
// @ts-expect-error -- neither a merchant nor merchants
export const neither: LianlianModuleOptions = { gateway: 'http://localhost:4000' };
// @ts-expect-error -- LianLian's public key is missing
export const half: LianlianModuleOptions = { oidPartner: merchant.oidPartner, privateKey: 'key' };
// @ts-expect-error -- MD5 is refused
export const md5: LianlianModuleOptions = { ...merchant, signType: 'MD5' };
/** Values that may be missing are passed as they are, under exactOptionalPropertyTypes too. */
export const open: LianlianModuleOptions = {
  ...merchant,
  notifyUrl: maybeText,
  returnUrl: maybeText,
  gateway: maybeText,
  signType: undefined,
  busiPartner: undefined,
  merchants: undefined,
  http: { timeoutMs: undefined },
  notifications: { inbox: undefined, leaseMs: undefined, budgetMs: undefined, allowedSources: undefined },
};

class Options implements LianlianOptionsFactory {
  createLianlianOptions(): LianlianModuleOptions {
    return merchant;
  }
}
export const modules: DynamicModule[] = [
  LianlianModule.forRoot(merchant),
  LianlianModule.forRoot({ ...merchant, isGlobal: false }),
  LianlianModule.forRootAsync({ useFactory: () => merchant }),
  LianlianModule.forRootAsync({
    useFactory: () => Promise.resolve(merchant),
    inject: ['TOKEN'],
    isGlobal: undefined,
  }),
  LianlianModule.forRootAsync({ useClass: Options }),
  LianlianModule.forRootAsync({ useExisting: Options }),
  // @ts-expect-error -- the factory returns no settings
  LianlianModule.forRootAsync({ useFactory: () => ({ gateway: 'http://localhost:4000' }) }),
  // @ts-expect-error -- the class makes no settings
  LianlianModule.forRootAsync({ useClass: class {} }),
];
export async function sandboxed(): Promise<DynamicModule> {
  const sandbox = await LianlianSandbox.start();
  return LianlianModule.forRoot({ ...sandbox.options, busiPartner: '109001', signType: 'RSA' });
}

// Requests: plain objects, amounts as text, what may be missing as undefined.

export async function pay(): Promise<AggregateDirectResponse> {
  await lianlian.aggregateDirect.pay({
    ...order,
    pay_type: 'I',
    info_order: maybeText,
    notify_url: maybeText,
  });
  await lianlian.aggregateDirect.pay({ ...order, pay_type: 'I', money_order: fenToYuan(4995) });
  await lianlian.aggregateDirect.pay({
    ...order,
    pay_type: 'I',
    dt_order: '20260101120000',
    risk_item: '{}',
  });
  // @ts-expect-error -- a number is no amount: fenToYuan(4995)
  await lianlian.aggregateDirect.pay({ ...order, pay_type: 'I', money_order: 49.95 });
  // @ts-expect-error -- no such pay_type
  await lianlian.aggregateDirect.pay({ ...order, pay_type: 'Z' });
  // @ts-expect-error -- dt_order never defaults: a retry carries that of the first attempt
  await lianlian.aggregateDirect.pay({ ...order, pay_type: 'I', dt_order: undefined });
  // @ts-expect-error -- pay_type is missing
  return lianlian.aggregateDirect.pay(order);
}

export async function payLoadOf(): Promise<string> {
  const { payLoad } = await lianlian.aggregateDirect.pay({ ...order, pay_type: 'Y', appid: 'wx' });
  if (payLoad === undefined) return '';
  if (typeof payLoad === 'string') return payLoad;
  // @ts-expect-error -- what WeChat's SDK takes is not known to be text
  const appid: string = payLoad['appid'];
  return appid;
}

export async function formOf(): Promise<string> {
  const form: RedirectForm = await lianlian.aggregateRedirect.createForm({
    ...order,
    busi_partner: '109001',
    userreq_ip: '122.11.37.211',
  });
  const method: 'POST' = form.method;
  // @ts-expect-error -- a signed form is not changed
  form.fields['money_order'] = '0.01';
  return method + form.toHtml({ nonce: maybeText, title: maybeText, autoSubmit: undefined });
}

// Notifications: told apart by kind.

export function settle(notification: PaymentNotification | RefundNotification): string {
  // @ts-expect-error -- only payments have an oid_paybill for certain
  const early: string = notification.oid_paybill;
  if (notification.kind === 'payment') return notification.oid_paybill + early;
  // @ts-expect-error -- a refund has no result_pay
  return notification.result_pay;
}

export function back(result: PaymentReturn): string {
  // @ts-expect-error -- nothing of a return is known before it is verified
  const early: string = result.no_order;
  if (result.verified) return result.no_order + early;
  const reason: 'abandoned' | 'invalid-signature' | 'unknown-merchant' | 'malformed' = result.reason;
  // @ts-expect-error -- nothing of an unverified return is passed on
  return reason + String(result.no_order);
}

// The mixin: two hooks are asked for, the others are optional.

const expected: ExpectedPayment = { money_order: '49.95', oid_partner: null, oid_paybill: maybeText };

@Controller('payments')
export class Payments extends LianlianController({ notifyPath: maybeText }) {
  override expectedPayment(no_order: string, dt_order: string, oid_partner: string): ExpectedPayment | null {
    return no_order + dt_order + oid_partner === '' ? null : expected;
  }
  override async onPayment(notification: PaymentNotification): Promise<void> {
    await Promise.resolve(notification.money_order);
  }
  override onRefund(notification: RefundNotification): void {
    settle(notification);
  }
  override onReturn(result: PaymentReturn): string {
    return back(result);
  }
}

/** Under noImplicitOverride abstract hooks need no `override`; optional hooks do. */
export class Short extends LianlianController() {
  expectedPayment(no_order: string) {
    return Promise.resolve(no_order === '' ? undefined : { money_order: '49.9500' });
  }
  onPayment(notification: PaymentNotification) {
    return notification;
  }
}

// @ts-expect-error -- without expectedPayment any amount would pay any order
export class Trusting extends LianlianController() {
  override onPayment(): void {
    // takes what comes
  }
}

// @ts-expect-error -- nobody would be told of a payment
export class Deaf extends LianlianController() {
  override expectedPayment() {
    return null;
  }
}

export class Imprecise extends LianlianController() {
  // @ts-expect-error -- a number is no amount
  override expectedPayment() {
    return { money_order: 49.95 };
  }
  override onPayment(): void {
    // not reached
  }
}

export class Mistaken extends LianlianController() {
  override expectedPayment() {
    return expected;
  }
  override onPayment(): void {
    // nothing to do
  }
  // @ts-expect-error -- onReturn names the page to go to
  override onReturn(): number {
    return 200;
  }
}

// The decorators.

@Controller()
export class Checkout implements ExpectsPayments {
  expectedPayment(no_order: string) {
    return no_order === '' ? null : expected;
  }

  @LianlianNotify('lianlian/notify')
  async notified(
    @LianlianNotification() notification: PaymentNotification | RefundNotification,
  ): Promise<void> {
    await Promise.resolve(settle(notification));
  }

  @LianlianReturn('lianlian/return')
  back(@LianlianReturnResult() result: PaymentReturn): string {
    return back(result);
  }
}

@Controller()
export class Arrow {
  readonly expectedPayment = (no_order: string) => (no_order === '' ? null : expected);

  @LianlianNotify()
  notified(): void {
    // an arrow property is a hook too
  }
}

@Controller()
export class Unchecked {
  // @ts-expect-error -- the class has no expectedPayment
  @LianlianNotify('notify')
  notified(): void {
    // would be paid by any amount
  }

  @LianlianNotify('trusted', { checkAmount: false })
  trusted(): void {
    // says so
  }
}

// A store of one's own.

export const store: NotificationInbox = {
  claim: () => Promise.resolve({ status: 'claimed', token: 'a' }),
  renew: () => Promise.resolve(true),
  complete: () => Promise.resolve(true),
  release: () => Promise.resolve(true),
};
