import type { NameOrder } from '../wire/signature.js';
import type { AmountStyle } from './common/amount.js';
import type { SandboxEvent, ScenarioRule } from './contract.js';
import { delivery } from './data/data.js';
import type { SandboxKeyFormat, SandboxKeyInput } from './common/keys.js';
import type { SandboxMerchantOptions } from './common/merchants.js';

/** How notifications are repeated. */
export interface NotificationOptions {
  /** Between one attempt and the next, on the sandbox's clock. Two minutes by default. */
  readonly intervalMs?: number | undefined;
  /** How long the shop has for its response, in real time. Five seconds by default. */
  readonly timeoutMs?: number | undefined;
  /** Attempts until LianLian gives up. 30 by default. */
  readonly attempts?: number | undefined;
}

/** A certificate of your own and its private key: in PEM, or as files of that. */
export type SandboxTls =
  | { readonly key: string | Buffer; readonly cert: string | Buffer }
  | { readonly keyFile: string; readonly certFile: string };

/** A page of the shop's that says whether an order is paid. */
export interface ShopStatus {
  /** Its address; `{no_order}` in it is the order's number. */
  readonly url: string;
  /**
   * A regular expression that the page matches only where the order is paid. If it has a group `times`, that is how often
   * the goods were shipped: `'"shipped":(?<times>[0-9]+)'`.
   */
  readonly paid: string;
}

/** What `LianlianSandbox.start` takes. Everything has a default. */
export interface SandboxStartOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
  /** `127.0.0.1` by default. */
  readonly host?: string | undefined;
  /** One demo merchant with new keys by default. */
  readonly merchants?: readonly SandboxMerchantOptions[] | undefined;
  /** LianLian's private key. Without one the sandbox makes one. */
  readonly lianlianKey?: SandboxKeyInput | undefined;
  /** How many bits the keys have that the sandbox makes: 1024, as LianLian's own, to 4096. 2048 by default. */
  readonly modulusLength?: number | undefined;
  /**
   * How the keys are written that the sandbox makes for `keysDir`: `pkcs8`, `pkcs1` or `base64`, one line without the
   * lines of PEM around it. `pkcs8` by default. Keys that are there already are read in every form, and stay.
   */
  readonly keyFormat?: SandboxKeyFormat | undefined;
  /** How notifications are repeated: 30 attempts, 2 minutes apart, 5 seconds each. */
  readonly notifications?: NotificationOptions | undefined;
  /**
   * How LianLian writes amounts: `padded` (`1000.00`) or `unpadded` (`1000.0`) everywhere, or `mixed`, the default: unpadded
   * in notifications and returns, padded in responses, as its real messages are.
   */
  readonly amountStyle?: AmountStyle | undefined;
  /** How names are sorted for LianLian's signatures. It matters for `payLoad` alone. `byte` by default. */
  readonly nameOrder?: NameOrder | undefined;
  /**
   * Whether the sandbox insists on what LianLian's documents ask for. By default it takes what LianLian takes beside it
   * (amounts without two decimals, an acknowledgement in other words and the like), and warns of it.
   */
  readonly strict?: boolean | undefined;
  /**
   * Which edition of the documents LianLian's messages follow. In the old one an SMS code that was sent is a
   * `8888` with a token, an authorization is `APPLY_SUCCESS`, and failed refunds are notified too. `new` by default.
   */
  readonly edition?: 'new' | 'old' | undefined;
  /**
   * How long a refund takes, in milliseconds of the sandbox's clock. With 0, the default, it succeeds at once.
   * Otherwise the response says initialized, queries say processing, and the notification comes at the end.
   */
  readonly refundMs?: number | undefined;
  /**
   * How long a payout takes until the bank has paid it, in milliseconds of the sandbox's clock: the notification comes then.
   * Ten seconds by default. With 0 it is paid as soon as the response was sent.
   */
  readonly payoutMs?: number | undefined;
  /**
   * What each merchant has to pay out from at the start, as decimal text with two decimals: `'1000000.00'` by default. A
   * merchant's own `balance` stands over it.
   */
  readonly balance?: string | undefined;
  /**
   * Yuan for one unit of a currency, as decimal text: `{ USD: '7.2500' }`. They stand over the sandbox's own rates. An order
   * of `exchange.apply` is paid at the rate of its currency.
   */
  readonly exchangeRates?: Readonly<Record<string, string>> | undefined;
  /**
   * How LianLian spells `money_settle` and `currency_settle`: as its `tables` do, the default, or as its `samples`:
   * `money_sellte`, `currency_sellte`.
   */
  readonly settlementSpelling?: 'tables' | 'samples' | undefined;
  /** The code that every SMS brings. `123456` by default. */
  readonly smsCode?: string | undefined;
  /** Makes transaction numbers and tokens the same in every run. */
  readonly seed?: string | number | undefined;
  /** Where the clock starts. Now by default. */
  readonly now?: Date | undefined;
  /** How many requests `sandbox.requests` keeps. 1000 by default. */
  readonly keepRequests?: number | undefined;
  /**
   * A JSON file that keeps everything across restarts: keys, orders, cards, notifications with their repeats,
   * scenarios and the clock. Without one the sandbox forgets everything when it stops.
   */
  readonly stateFile?: string | undefined;
  /**
   * A folder for the keys as files: `lianlian.private.pem`, `lianlian.public.pem` and, for each merchant,
   * `merchant-<oid_partner>.private.pem` and `.public.pem`. The sandbox reads those that exist and makes the others.
   */
  readonly keysDir?: string | undefined;
  /**
   * Whether the sandbox speaks HTTPS. With `true` it makes a certificate for `localhost`, `host` and `hostNames`
   * (the package `@peculiar/x509` is needed for that), and keeps it in `keysDir` as `tls.certificate.pem` and
   * `tls.private.pem`. Clients have to be told to trust it, as with `NODE_EXTRA_CA_CERTS`. False by default.
   */
  readonly tls?: boolean | SandboxTls | undefined;
  /** Faults that are set up from the start, as `sandbox.scenarios.add` takes them. */
  readonly scenarios?: readonly ScenarioRule[] | undefined;
  /** Whether certain amounts set a fault off by themselves. True by default. */
  readonly magicAmounts?: boolean | undefined;
  /**
   * Further names under which a browser or a shop reaches the control API (`/_sandbox/`), such as the name of
   * a container. Addresses, `localhost`, `host` and the name in `publicUrl` always work.
   */
  readonly hostNames?: readonly string[] | undefined;
  /**
   * Where payers' browsers and phones reach the sandbox, as an origin: `https://pay.example`, for a tunnel, a proxy or the
   * published port of a container. QR codes, `gateway_url` and redirect forms lead there. `'network'` takes this machine's
   * first address in the local network, so that a phone can pay; it needs `host: '0.0.0.0'`. `url` by default.
   */
  readonly publicUrl?: string | undefined;
  /** Where the shop says whether an order is paid. Attacks look there, unless they are told another place. */
  readonly shopStatus?: ShopStatus | undefined;
  /** Called with every request, delivery and change, as it happens. */
  readonly onEvent?: ((event: SandboxEvent) => void) | undefined;
}

/** The options that shape behaviour, with their defaults. */
export interface Settings {
  readonly amountStyle: AmountStyle;
  readonly nameOrder: NameOrder;
  readonly strict: boolean;
  readonly edition: 'new' | 'old';
  readonly refundMs: number;
  readonly payoutMs: number;
  readonly balance: string;
  readonly settlementSpelling: 'tables' | 'samples';
  readonly smsCode: string;
  readonly keepRequests: number;
  readonly host: string;
  readonly magicAmounts: boolean;
  readonly shopStatus: ShopStatus | undefined;
  readonly notifications: {
    readonly intervalMs: number;
    readonly timeoutMs: number;
    readonly attempts: number;
  };
}

/** Options with their defaults filled in. */
export function settingsOf(options: SandboxStartOptions): Settings {
  const { notifications = {} } = options;
  return {
    amountStyle: options.amountStyle ?? 'mixed',
    nameOrder: options.nameOrder ?? 'byte',
    strict: options.strict ?? false,
    edition: options.edition ?? 'new',
    refundMs: options.refundMs ?? 0,
    payoutMs: options.payoutMs ?? 10_000,
    balance: options.balance ?? '1000000.00',
    settlementSpelling: options.settlementSpelling ?? 'tables',
    smsCode: options.smsCode ?? '123456',
    keepRequests: options.keepRequests ?? 1000,
    host: options.host ?? '127.0.0.1',
    magicAmounts: options.magicAmounts ?? true,
    shopStatus: options.shopStatus,
    notifications: {
      intervalMs: notifications.intervalMs ?? delivery.intervalSeconds * 1000,
      timeoutMs: notifications.timeoutMs ?? delivery.timeoutSeconds * 1000,
      attempts: notifications.attempts ?? delivery.attempts,
    },
  };
}
