import type { SignType } from '../../common/sign-type.js';
import type { SignableFields } from '../../wire/signature.js';
import type { SandboxMerchant } from '../common/merchants.js';
import type { MessageFields } from '../common/message-signer.js';
import type { Html } from '../pages/html.js';
import type { SandboxServices } from '../setup/services.js';

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
