import type { KeyObject } from 'node:crypto';

import type { LianlianEndpointId } from '../common/api-ids.js';
import type { NotificationQueue } from '../common/inbox/notification-queue.js';
import type { NotificationInbox } from '../common/inbox/notification-inbox.js';
import type { SignType } from '../common/sign-type.js';
import type { MerchantSource } from './lianlian-module-options.js';
import type { Route } from './route.js';
import type { Signer } from './signer.js';

/** What signs in a merchant's name: a key, or a signer that has one. */
export type SigningKey =
  | { readonly privateKey: KeyObject; readonly signer?: undefined }
  | { readonly signer: Signer; readonly privateKey?: undefined };

/**
 * One merchant, validated, with its keys parsed. It never changes: a change at run time puts another one in its
 * place, and work that began with this one ends with it.
 */
export type Merchant = SigningKey & {
  readonly oidPartner: string;
  /** The public half of the signing key, where it is known. */
  readonly publicKey?: KeyObject | undefined;
  readonly lianlianPublicKeys: readonly KeyObject[];
  readonly signType: SignType;
  readonly notifyUrl: string | undefined;
  readonly payoutNotifyUrl?: string | undefined;
  readonly returnUrl: string | undefined;
  readonly busiPartner: string | undefined;
};

/** The module's options, validated, completed with defaults, and frozen. */
export interface LianlianSettings {
  readonly merchants: readonly Merchant[];
  /** Whether the app was written for several: it gave a list, of one entry too, or a source. It stays so while it runs. */
  readonly takesSeveral: boolean;
  readonly merchantSource: MerchantSource | undefined;
  readonly merchantCache: {
    readonly ttlMs: number;
    readonly unknownTtlMs: number;
    readonly capacity: number;
    readonly unknownPerSecond: number;
    readonly timeoutMs: number;
  };
  readonly gateway: string | undefined;
  readonly endpoints: Readonly<Partial<Record<LianlianEndpointId, string | undefined>>>;
  readonly ipv6StandIn: string | undefined;
  readonly http: {
    readonly timeoutMs: number;
    readonly connections: number;
    /** Undefined: directly. */
    readonly route: Route | undefined;
  };
  readonly notifications: {
    readonly inbox: NotificationInbox | undefined;
    readonly queue: NotificationQueue | undefined;
    readonly leaseMs: number;
    readonly budgetMs: number;
    readonly maxHandlingMs: number;
    /** Undefined: as many as the inbox bears. */
    readonly maxConcurrent: number | undefined;
    readonly allowedSources: readonly string[] | undefined;
    readonly confirmByQuery: boolean | readonly string[];
  };
  readonly sweeper: {
    readonly enabled: boolean;
    readonly everyMs: number;
    readonly olderThanMs: number;
    readonly perSecond: number;
  };
}

/** Injects `LianlianSettings`. Internal. */
export const LIANLIAN_SETTINGS = Symbol('LIANLIAN_SETTINGS');
