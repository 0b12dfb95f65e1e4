import type { KeyObject } from 'node:crypto';

import type { LianlianApiId } from '../common/api-ids.js';
import type { NotificationInbox } from '../common/notification-inbox.js';
import type { SignType } from '../common/sign-type.js';

/** One merchant, validated, with its keys parsed. */
export interface Merchant {
  readonly oidPartner: string;
  readonly privateKey: KeyObject;
  readonly lianlianPublicKeys: readonly KeyObject[];
  readonly signType: SignType;
  readonly notifyUrl: string | undefined;
  readonly returnUrl: string | undefined;
  readonly busiPartner: string | undefined;
}

/** The module's options, validated, completed with defaults, and frozen. */
export interface LianlianSettings {
  readonly merchants: readonly Merchant[];
  readonly gateway: string | undefined;
  readonly endpoints: Readonly<Partial<Record<LianlianApiId, string | undefined>>>;
  readonly http: { readonly timeoutMs: number; readonly connections: number };
  readonly notifications: {
    readonly inbox: NotificationInbox | undefined;
    readonly leaseMs: number;
    readonly budgetMs: number;
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
