import type { SignType } from '../../common/sign-type.js';
import type { SignableFields } from '../../wire/signature.js';
import type { SandboxClock } from '../common/clock.js';
import type { Checkouts } from '../orders/checkouts.js';
import type { Ids } from '../common/ids.js';
import type { SandboxMerchant } from '../common/merchants.js';
import type { MessageFields } from '../common/message-signer.js';
import type { Agreements } from '../orders/agreements.js';
import type { Bindings } from '../orders/bindings.js';
import type { History } from '../orders/history.js';
import type { Ledger } from '../orders/ledger.js';
import type { RefundBook } from '../orders/refund-book.js';
import type { SmsCodes } from '../orders/sms.js';
import type { Html } from '../pages/html.js';
import type { Payments } from '../orders/payments.js';
import type { Refunds } from '../orders/refunds.js';
import type { Settings } from '../settings.js';

/** What handlers work with. */
export interface SandboxServices {
  readonly clock: SandboxClock;
  readonly ids: Ids;
  readonly settings: Settings;
  readonly history: History;
  readonly ledger: Ledger;
  readonly agreements: Agreements;
  readonly bindings: Bindings;
  readonly sms: SmsCodes;
  readonly checkouts: Checkouts;
  readonly payments: Payments;
  readonly refundBook: RefundBook;
  readonly refunds: Refunds;
  /** The sandbox's own address. */
  readonly url: () => string;
}

/** A request whose signature and fields are right. */
export interface AdmittedRequest {
  readonly api: string;
  readonly merchant: SandboxMerchant;
  readonly signType: SignType;
  /** Without blank ones. */
  readonly fields: SignableFields;
}

/** A success. `ret_code` 0000 and its text, `sign_type` and `sign` are filled in, and `oid_partner` where the API names it. */
export interface ApiResponse {
  readonly fields: MessageFields;
  /** Fields that LianLian leaves out of the signature. */
  readonly unsigned?: MessageFields;
  /** Runs when the response is out: a notification follows its response. */
  readonly after?: () => Promise<void>;
}

/** An API that answers in JSON. */
export interface JsonApi {
  readonly id: string;
  readonly kind: 'json';
  /** Where it has another address than the catalogue's. */
  readonly path?: string;
  /** @throws Refusal for a response with an error code */
  handle(request: AdmittedRequest, services: SandboxServices): ApiResponse;
}

/** An API that a browser posts a form to. */
export interface PageApi {
  readonly id: string;
  readonly kind: 'page';
  /** @throws Refusal for a page with an error code */
  handle(request: AdmittedRequest, services: SandboxServices): Html;
}
