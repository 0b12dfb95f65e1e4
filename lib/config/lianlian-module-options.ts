import type { LianlianEndpointId } from '../common/api-ids.js';
import type { NotificationQueue } from '../common/inbox/notification-queue.js';
import type { NotificationInbox } from '../common/inbox/notification-inbox.js';
import type { SignType } from '../common/sign-type.js';
import type { KeyInput } from './keys.js';
import type { LianlianDispatcher } from './route.js';
import type { Signer } from './signer.js';

/** One merchant of LianLian's. */
export interface LianlianMerchantOptions {
  /** The merchant number, 18 digits. */
  readonly oidPartner: string;
  /** The merchant's RSA private key, 1024 to 4096 bits. Required, unless a `signer` has it. */
  readonly privateKey?: KeyInput | undefined;
  /** Signs in the place of `privateKey`, for a key in a KMS or an HSM. */
  readonly signer?: Signer | undefined;
  /** The merchant's own public key: with it every signature of the `signer` is verified before it is sent. */
  readonly publicKey?: KeyInput | undefined;
  /** LianLian's RSA public key, not the merchant's own; several while LianLian changes its key. */
  readonly lianlianPublicKey: KeyInput | readonly KeyInput[];
  /** `SHA256withRSA` is used where an API takes it; the others stay `RSA`, which is the default. */
  readonly signType?: SignType | undefined;
  /** Where LianLian posts notifications: `notify_url` of every request that has none of its own. */
  readonly notifyUrl?: string | undefined;
  /**
   * Where LianLian posts the results of payouts, for merchants that pay out: the address of a route for payouts
   * (`onPayout`, `@LianlianPayoutNotify`), and never `notifyUrl`. With it, or with such a route in the app, a message that names
   * no `pay_type` is taken for a payment's only where LianLian's query says so: a payout's message looks the same.
   */
  readonly payoutNotifyUrl?: string | undefined;
  /** Where the payer comes back to: `url_return` or `return_url` of every request that has none. */
  readonly returnUrl?: string | undefined;
  /** `101001` virtual goods or `109001` physical goods, for requests that do not set it. */
  readonly busiPartner?: '101001' | '109001' | undefined;
}

/** How calls travel. */
export interface LianlianHttpOptions {
  /** Milliseconds that a whole call may take, signing, connecting and reading included. Default 30000. */
  readonly timeoutMs?: number | undefined;
  /** Connections that are kept open to each of LianLian's hosts. Default 32. */
  readonly connections?: number | undefined;
  /**
   * The proxy that calls go through: the URL of an http or https proxy, with credentials where it asks for them
   * (`http://user:password@proxy.example:3128`), or `true` for those that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, in
   * capitals or small letters. Every call goes through a tunnel (`CONNECT`), so that the proxy sees hosts alone, and
   * LianLian's certificate is verified all the same. Default: none, whatever the environment says.
   */
  readonly proxy?: string | boolean | undefined;
  /**
   * A dispatcher of undici 7 that calls go through, for all that `proxy` cannot do. It decides about connections,
   * certificates and repetitions (it must not repeat a POST by itself), and the app closes it.
   */
  readonly dispatcher?: LianlianDispatcher | undefined;
}

/** How notifications are handled. */
export interface LianlianNotificationOptions {
  /** Where it is remembered which notifications were handled. Default: the memory of this process. */
  readonly inbox?: NotificationInbox | undefined;
  /**
   * A queue of the app's own, from which workers handle notifications (`QueuedNotifications`). Without it the request
   * handles them; `LianlianQueueModule` brings one on BullMQ.
   */
  readonly queue?: NotificationQueue | undefined;
  /**
   * Milliseconds after which a claim whose process died may be taken by the next copy, in an inbox that cannot tell by
   * itself (Redis). Default 60000.
   */
  readonly leaseMs?: number | undefined;
  /**
   * Milliseconds from a notification's arrival after which it is answered with a 503 while its handler runs
   * on. LianLian itself waits 5 seconds. Default 4000.
   */
  readonly budgetMs?: number | undefined;
  /**
   * Milliseconds that a handler may run: one that runs longer is taken for one that never ends. An error line names the
   * order, and its claim is given up, so that the next copy runs the handler anew. Default 600000: ten minutes.
   */
  readonly maxHandlingMs?: number | undefined;
  /**
   * How many handlers run at once in this process; the others wait for their turn, within `budgetMs`. Default: 5 where
   * the inbox is `transactional`, because each holds a connection of the app's pool then, and fewer where the inbox knows that
   * the pool has fewer than seven; else no limit.
   */
  readonly maxConcurrent?: number | undefined;
  /**
   * Addresses or CIDR ranges that notifications may come from; every address by default. Compared with the
   * adapter's `request.ip`, without the port that some proxies write behind it: behind a proxy, configure Express's or
   * Fastify's `trust proxy` first.
   */
  readonly allowedSources?: readonly string[] | undefined;
  /**
   * Whether LianLian's query API is asked before a payment's handler runs: for every merchant, or for those in a
   * list of merchant numbers. It costs a call within `budgetMs`. Default false.
   */
  readonly confirmByQuery?: boolean | readonly string[] | undefined;
}

/** How LianLian is asked about payments whose notification did not come. */
export interface LianlianSweeperOptions {
  /** Whether rounds run by themselves, where a controller has `unsettledPayments`. Default true. */
  readonly enabled?: boolean | undefined;
  /** Milliseconds between rounds, give or take a half. Default 60000. */
  readonly everyMs?: number | undefined;
  /** Milliseconds since `dt_order` before which a payment is left alone. Default 300000. */
  readonly olderThanMs?: number | undefined;
  /** Queries per second at most, in each process. Default 5. */
  readonly perSecond?: number | undefined;
}

/**
 * Where merchants are looked up that the options do not name, such as a database.
 *
 * @example
 * @Injectable()
 * export class MerchantsTable implements MerchantSource {
 *   constructor(private readonly database: DataSource) {}
 *   find(oidPartner: string) { return this.database.getRepository(MerchantRow).findOneBy({ oidPartner }); }
 * }
 */
export interface MerchantSource {
  /**
   * The merchant with this number, of 18 digits, or null or undefined if there is none. If it throws, a call is not
   * sent, and a notification is refused, so that LianLian sends it again.
   */
  find(oidPartner: string): Promise<LianlianMerchantOptions | null | undefined>;
}

/** How long merchants of a `merchantSource` are kept, and how often it may be asked. */
export interface LianlianMerchantCacheOptions {
  /** Milliseconds that a merchant is kept before the source is asked again. Default 60000. */
  readonly ttlMs?: number | undefined;
  /** Milliseconds for which the source is not asked again about a number that it does not know. Default 30000. */
  readonly unknownTtlMs?: number | undefined;
  /** How many merchants are kept at most, and how many unknown numbers. Default 10000. */
  readonly capacity?: number | undefined;
  /**
   * How many unknown numbers per second the source is asked about for notifications and returns, because anybody can
   * post forged ones. Further notifications are answered with a 503. Messages that LianLian signed with a key that is
   * known already are not counted. Default 20.
   */
  readonly unknownPerSecond?: number | undefined;
  /** Milliseconds that the source may take. Default 3000. */
  readonly timeoutMs?: number | undefined;
}

/** What all merchants of the module share. */
export interface LianlianSharedOptions {
  /** Where merchants are looked up that the options do not name. With it every request names its `oid_partner`. */
  readonly merchantSource?: MerchantSource | undefined;
  readonly merchantCache?: LianlianMerchantCacheOptions | undefined;
  /** An origin that takes the place of LianLian's hosts for every API, such as `http://localhost:4000`. */
  readonly gateway?: string | undefined;
  /** A whole URL for single APIs; stronger than `gateway`. */
  readonly endpoints?: Readonly<Partial<Record<LianlianEndpointId, string | undefined>>> | undefined;
  /**
   * The IPv4 address that LianLian gets as `userreq_ip` of a payer whose IPv6 address is longer than the field, such as your
   * server's. Without it such a payer's request is a broken rule, and the sale is lost.
   */
  readonly ipv6StandIn?: string | undefined;
  readonly http?: LianlianHttpOptions | undefined;
  readonly notifications?: LianlianNotificationOptions | undefined;
  readonly sweeper?: LianlianSweeperOptions | undefined;
}

/**
 * The options of `LianlianModule.forRoot()`: one merchant's fields, or `merchants`, or a `merchantSource` with or
 * without `merchants`. With `merchants` (of one entry too) or a `merchantSource` every request names its `oid_partner`,
 * and so does every expected payment and refund.
 *
 * `merchants` stands first, so that the compiler takes `{ ...sandbox.options, busiPartner: '109001' }` for one
 * merchant.
 */
export type LianlianModuleOptions = LianlianSharedOptions &
  (
    | ({ readonly merchantSource: MerchantSource; readonly merchants?: undefined } & Readonly<
        Partial<Record<keyof LianlianMerchantOptions, undefined>>
      >)
    | ({ readonly merchants?: undefined } & LianlianMerchantOptions)
    | { readonly merchants: readonly LianlianMerchantOptions[]; readonly oidPartner?: undefined }
  );

/** What a `useClass` or `useExisting` of `LianlianModule.forRootAsync()` implements. */
export interface LianlianOptionsFactory {
  createLianlianOptions(): Promise<LianlianModuleOptions> | LianlianModuleOptions;
}
