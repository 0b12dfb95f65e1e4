import type { LianlianMessage } from '../../../lib/common/lianlian-message.js';
import type { SignType } from '../../../lib/common/sign-type.js';
import { AGGREGATE_DIRECT } from '../../../lib/apis/aggregate-direct/aggregate-direct.definition.js';
import { AGGREGATE_QUERY } from '../../../lib/apis/aggregate-query/aggregate-query.definition.js';
import { AGGREGATE_REDIRECT } from '../../../lib/apis/aggregate-redirect/aggregate-redirect.definition.js';
import {
  CARD_BIN,
  CARD_BIND_APPLY,
  CARD_BIND_VERIFY,
  CARD_LIST,
  CARD_UNBIND,
} from '../../../lib/apis/card/card.definitions.js';
import {
  EASYPAY_APPLY,
  EASYPAY_VERIFY,
} from '../../../lib/apis/easypay-direct/easypay-direct.definitions.js';
import { EASYPAY_QUERY } from '../../../lib/apis/easypay-query/easypay-query.definition.js';
import {
  EASYPAY_H5_REDIRECT,
  EASYPAY_WEB_REDIRECT,
} from '../../../lib/apis/easypay-redirect/easypay-redirect.definitions.js';
import { ONLINE_BANKING_REDIRECT } from '../../../lib/apis/online-banking/online-banking.definition.js';
import {
  PREAUTH_CANCEL,
  PREAUTH_CAPTURE,
  PREAUTH_QUERY,
} from '../../../lib/apis/preauth/preauth.definitions.js';
import {
  REFUND_APPLY,
  REFUND_APPLY_CROSS_BORDER,
  REFUND_QUERY,
} from '../../../lib/apis/refund/refund.definitions.js';
import { UNIFIED_CREATE } from '../../../lib/apis/unified-gateway/unified-gateway.definition.js';

/** What this test reads of any definition. */
export interface AnyDefinition {
  readonly id: string;
  readonly title: string;
  readonly endpoint: string;
  readonly request: new () => LianlianMessage;
  readonly fixed?: Readonly<Record<string, string>> | undefined;
  readonly timestamped?: boolean | undefined;
  readonly signTypes?: readonly SignType[] | undefined;
  readonly response?: (new () => LianlianMessage) | undefined;
  readonly unsignedResponseFields?: readonly string[] | undefined;
  readonly answers?: readonly string[] | undefined;
  readonly query?: boolean | undefined;
  readonly envelope?: string | undefined;
}

/** Every API of the package. */
export const definitions: readonly AnyDefinition[] = [
  AGGREGATE_REDIRECT,
  AGGREGATE_DIRECT,
  AGGREGATE_QUERY,
  EASYPAY_APPLY,
  EASYPAY_VERIFY,
  EASYPAY_WEB_REDIRECT,
  EASYPAY_H5_REDIRECT,
  EASYPAY_QUERY,
  PREAUTH_CAPTURE,
  PREAUTH_CANCEL,
  PREAUTH_QUERY,
  CARD_BIND_APPLY,
  CARD_BIND_VERIFY,
  CARD_UNBIND,
  CARD_LIST,
  CARD_BIN,
  REFUND_APPLY,
  REFUND_QUERY,
  ONLINE_BANKING_REDIRECT,
  UNIFIED_CREATE,
];

/** APIs of the catalogue at a second address, which the notes of the catalogue name. */
export const variants: readonly { readonly of: AnyDefinition; readonly variant: AnyDefinition }[] = [
  { of: REFUND_APPLY, variant: REFUND_APPLY_CROSS_BORDER },
];

/** The fields of a request that the module fills in, so that no caller does. */
export function filledIn(api: AnyDefinition): readonly string[] {
  return [
    ...Object.keys(api.fixed ?? {}),
    ...(api.timestamped === true ? ['timestamp'] : []),
    'sign_type',
    'sign',
  ];
}
