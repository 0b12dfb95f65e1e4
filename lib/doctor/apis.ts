import { AGGREGATE_DIRECT } from '../apis/aggregate-direct/aggregate-direct.definition.js';
import { AGGREGATE_QUERY } from '../apis/aggregate-query/aggregate-query.definition.js';
import { AGGREGATE_REDIRECT } from '../apis/aggregate-redirect/aggregate-redirect.definition.js';
import {
  CARD_BIN,
  CARD_BIND_APPLY,
  CARD_BIND_VERIFY,
  CARD_LIST,
  CARD_UNBIND,
} from '../apis/card/card.definitions.js';
import { EASYPAY_APPLY, EASYPAY_VERIFY } from '../apis/easypay-direct/easypay-direct.definitions.js';
import { EASYPAY_QUERY } from '../apis/easypay-query/easypay-query.definition.js';
import {
  EASYPAY_H5_REDIRECT,
  EASYPAY_WEB_REDIRECT,
} from '../apis/easypay-redirect/easypay-redirect.definitions.js';
import { ONLINE_BANKING_REDIRECT } from '../apis/online-banking/online-banking.definition.js';
import { PREAUTH_CANCEL, PREAUTH_CAPTURE, PREAUTH_QUERY } from '../apis/preauth/preauth.definitions.js';
import { REFUND_APPLY, REFUND_APPLY_CROSS_BORDER, REFUND_QUERY } from '../apis/refund/refund.definitions.js';
import { UNIFIED_CREATE } from '../apis/unified-gateway/unified-gateway.definition.js';
import type { LianlianApiId } from '../common/api-ids.js';
import type { SignType } from '../common/sign-type.js';

/** What the doctor has to know of an API. */
export interface Api {
  readonly id: LianlianApiId;
  readonly title: string;
  readonly endpoint: string;
  readonly signTypes?: readonly SignType[] | undefined;
}

export const APIS: readonly Api[] = [
  AGGREGATE_REDIRECT,
  AGGREGATE_DIRECT,
  AGGREGATE_QUERY,
  EASYPAY_APPLY,
  EASYPAY_VERIFY,
  EASYPAY_WEB_REDIRECT,
  EASYPAY_H5_REDIRECT,
  EASYPAY_QUERY,
  REFUND_APPLY,
  REFUND_APPLY_CROSS_BORDER,
  REFUND_QUERY,
  PREAUTH_CAPTURE,
  PREAUTH_CANCEL,
  PREAUTH_QUERY,
  CARD_BIND_APPLY,
  CARD_BIND_VERIFY,
  CARD_UNBIND,
  CARD_LIST,
  CARD_BIN,
  ONLINE_BANKING_REDIRECT,
  UNIFIED_CREATE,
];
