import type { SignType } from '../../common/sign-type.js';
import type { SignableFields } from '../../wire/signature.js';
import type { SandboxMerchant } from '../common/merchants.js';
import type { MessageFields } from '../common/message-signer.js';
import { apiSpec } from '../data/data.js';
import type { LedgerEntry } from '../orders/ledger.js';
import type { Html } from '../http/html.js';
import type { SandboxServices } from '../services.js';

/** A request whose signature and fields are right. */
export interface AdmittedRequest {
  readonly api: string;
  readonly merchant: SandboxMerchant;
  readonly signType: SignType;
  /** As the documents want them, without blank ones. */
  readonly fields: SignableFields;
}

/** A success. The gateway adds `ret_code`, `ret_msg`, `sign_type`, `sign`, and an `oid_partner` that is documented. */
export interface ApiResponse {
  readonly fields: MessageFields;
  /** Runs when the response was sent: notifications come after it. */
  readonly after?: (() => Promise<void>) | undefined;
}

/** An API that answers in JSON. */
export interface JsonApi {
  readonly id: string;
  readonly kind: 'json';
  /** Only for an API whose path is not the catalogue's. */
  readonly path?: string;
  /** Only for an API that shares its path with another one: whether a request about this order is its own. */
  readonly isAbout?: (entry: LedgerEntry) => boolean;
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

/** The path of an API's endpoint. */
export function pathOf(api: JsonApi | PageApi): string {
  const path = api.kind === 'json' ? api.path : undefined;
  return path ?? new URL(apiSpec(api.id).endpoint).pathname;
}
