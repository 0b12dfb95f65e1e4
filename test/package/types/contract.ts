/**
 * What the compiler tells a user. Nothing of this runs: a line that must not compile stands under
 * `@ts-expect-error`, and the compiler complains where it does compile.
 */
import { Controller, type DynamicModule } from '@nestjs/common';
import {
  AggregateDirectRequest,
  AggregateDirectResponse,
  type CallOutcome,
  type EasypayQueryResponse,
  type ExpectedPayment,
  type ExpectsPayments,
  fenToYuan,
  LianlianApiError,
  LianlianController,
  type LianlianError,
  LianlianModule,
  type LianlianModuleOptions,
  LianlianNotification,
  LianlianNotify,
  type LianlianOptionsFactory,
  LianlianReturn,
  LianlianReturnResult,
  type LianlianService,
  LianlianSignatureError,
  LianlianTransportError,
  LianlianValidationError,
  type NotificationInbox,
  type NotificationQueue,
  type QueuedNotification,
  QueuedNotifications,
  type PaymentNotification,
  type PaymentReturn,
  type RedirectForm,
  type RefundNotification,
  type REPORT_METHODS,
  type REPORT_PRODUCTS,
  type ReportRow,
  WALLET_PAY_TYPE,
  type WalletPayType,
} from 'nestjs-lianlian';
import { LianlianSandbox, mockLianlian } from 'nestjs-lianlian/testing';

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

/** Whether two types are the same. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Parameters = Readonly<Record<string, unknown>>;

// What starts the payment: a link for a QR code, or parameters, by the pay_type that was asked for.

export async function payLoads(payType: WalletPayType, isApple: boolean): Promise<void> {
  const { aggregateDirect } = lianlian;
  const request = new AggregateDirectRequest();
  request.pay_type = 'Y';

  const links = [
    await aggregateDirect.pay({ ...order, pay_type: 'I' }),
    await aggregateDirect.pay({ ...order, pay_type: WALLET_PAY_TYPE.alipayQr }),
    await aggregateDirect.pay({ ...order, pay_type: isApple ? 'I' : 'L' }),
    await aggregateDirect.pay(Object.assign(request, { pay_type: 'L' as const })),
  ];
  for (const { payLoad } of links) {
    true satisfies Same<typeof payLoad, string | undefined>;
    // @ts-expect-error -- none may have come
    payLoad satisfies string;
  }

  const parameters = [
    await aggregateDirect.pay({ ...order, pay_type: 'Y', appid: 'wx' }),
    await aggregateDirect.pay({ ...order, pay_type: 'W', appid: 'wx', openid: 'o' }),
  ];
  for (const { payLoad } of parameters) {
    true satisfies Same<typeof payLoad, Parameters | undefined>;
    // @ts-expect-error -- what WeChat's SDK takes is not known to be text
    payLoad?.['appid'] satisfies string | undefined;
  }

  const any: AggregateDirectResponse[] = [await aggregateDirect.pay({ ...order, pay_type: payType })];
  true satisfies Same<(typeof any)[number]['payLoad'], string | Parameters | undefined>;
  const either = [
    await aggregateDirect.pay({ ...order, pay_type: payType }),
    await aggregateDirect.pay({ ...order, pay_type: isApple ? 'I' : 'Y' }),
    await aggregateDirect.pay(request),
  ];
  for (const { payLoad } of [...any, ...either]) {
    // @ts-expect-error -- it may be an object
    payLoad satisfies string | undefined;
    // @ts-expect-error -- it may be text
    payLoad satisfies Parameters | undefined;
  }

  // @ts-expect-error -- a link is no parameters
  links[0] satisfies AggregateDirectResponse<'Y'> | undefined;
}

/** A mock need not know which pay_type it is asked for. */
export const mocks = [
  mockLianlian({ aggregateDirect: { pay: () => Promise.resolve(new AggregateDirectResponse()) } }),
  mockLianlian({
    aggregateDirect: {
      pay: async ({ pay_type }) =>
        Object.assign(new AggregateDirectResponse(), { pay_type, payLoad: 'weixin://' }),
    },
  }),
  // @ts-expect-error -- a response is no text
  mockLianlian({ aggregateDirect: { pay: () => Promise.resolve('weixin://') } }),
];

// What LianLian may extend: an editor completes the documented values, and any other text passes.

/** What an editor completes: the values of a type that takes other text, too. */
type Completed<T> = T extends string ? (string & {} extends T ? never : T) : never;

true satisfies Same<Completed<PaymentNotification['result_pay']>, 'SUCCESS'>;
true satisfies Same<
  Completed<PaymentNotification['pay_type']>,
  '0' | '1' | '2' | '3' | '8' | '9' | 'D' | 'I' | 'L' | 'M' | 'F' | 'P'
>;
true satisfies Same<Completed<PaymentNotification['sign_type']>, 'RSA' | 'SHA256WITHRSA'>;
true satisfies Same<Completed<RefundNotification['sta_refund']>, '0' | '1' | '2' | '3'>;
true satisfies Same<
  Completed<EasypayQueryResponse['result_pay']>,
  'SUCCESS' | 'WAITING' | 'PROCESSING' | 'REFUND' | 'FAILURE'
>;
true satisfies Same<Completed<ReportRow['status']>, '0' | '5'>;
true satisfies Same<Completed<ReportRow['pay_product']>, keyof typeof REPORT_PRODUCTS>;
true satisfies Same<Completed<ReportRow['pay_type']>, keyof typeof REPORT_METHODS>;

declare const anyText: string;
anyText satisfies PaymentNotification['result_pay'];
anyText satisfies PaymentNotification['pay_type'];
anyText satisfies RefundNotification['sta_refund'];
anyText satisfies EasypayQueryResponse['sign_type'];
anyText satisfies ReportRow['status'];

export function isPaid({ result_pay }: PaymentNotification): boolean {
  switch (result_pay) {
    case 'SUCCESS':
      return true;
    case 'A_NEW_RESULT':
      return false;
    default:
      return result_pay.startsWith('SUCCESS');
  }
}

// Errors: what is known of the call, and which rules a request breaks.

export function nextStep(error: unknown): string {
  if (error instanceof LianlianValidationError) {
    const [violation] = error.violations;
    true satisfies Same<typeof error.outcome, 'not-sent'>;
    // @ts-expect-error -- there is no such rule
    if (violation?.rule === 'tooLong') return 'never';
    return violation?.rule === 'maxLength' ? `shorten ${violation.property}` : error.message;
  }
  if (error instanceof LianlianApiError) return error.outcome satisfies 'failed' | 'unknown';
  if (error instanceof LianlianTransportError) return error.outcome satisfies 'not-sent' | 'unknown';
  if (error instanceof LianlianSignatureError) return (error.outcome satisfies 'unknown' | undefined) ?? '';
  const { outcome } = error as LianlianError;
  return (outcome satisfies CallOutcome | undefined) ?? '';
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
  return (
    method +
    form.toHtml({
      nonce: maybeText,
      title: maybeText,
      merchant: maybeText,
      language: maybeText,
      color: maybeText,
      autoSubmit: undefined,
    })
  );
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

export const store: NotificationInbox<{ readonly connection: number }> = {
  transactional: true,
  once: async (_key, _outcome, work, { leaseMs = 1, maxHandlingMs = 1 } = {}) => {
    await work({ connection: leaseMs + maxHandlingMs });
    return { status: 'ran' };
  },
  recall: () => Promise.resolve(undefined),
};

// A queue of one's own.

export const queue: NotificationQueue = {
  enqueue: async ({ id, kind, route, message }) => {
    await Promise.resolve([id, kind, route, message]);
  },
};

export async function worker(queued: QueuedNotifications, job: QueuedNotification): Promise<string> {
  const result = await queued.handle(job);
  return result.status === 'failed' ? `${result.reason} ${String(result.isFinal)}` : result.status;
}
