import type { LianlianApiId, LianlianEndpointId } from '../common/api-ids.js';
import type { LianlianMessage } from '../common/fields/lianlian-message.js';
import type { SignType } from '../common/sign-type.js';

/** What every API declares; the client does the rest. */
export interface ApiDefinition<Request extends LianlianMessage> {
  readonly id: LianlianApiId;
  /** LianLian's own name of the API, for messages. */
  readonly title: string;
  readonly request: new () => Request;
  /** Fields with a fixed value that the client fills in, such as `{ version: '1.1' }`. */
  readonly fixed?: Readonly<Record<string, string>> | undefined;
  /** The field in which the client tells the time of the call. */
  readonly timestamped?: 'timestamp' | 'time_stamp' | undefined;
  /** The `sign_type`s that the API takes; RSA alone by default. */
  readonly signTypes?: readonly SignType[] | undefined;
}

/** An API whose signed request goes to an app, where LianLian's SDK takes it. */
export type SdkDefinition<Request extends LianlianMessage> = ApiDefinition<Request>;

/** An API that has an address. */
export interface AddressedDefinition<Request extends LianlianMessage> extends ApiDefinition<Request> {
  readonly id: LianlianEndpointId;
  /** LianLian's address; the options `gateway` and `endpoints` replace it. */
  readonly endpoint: string;
  /**
   * Fields that LianLian ignores beside another one, by its name. They are not sent: they are secrets mostly, which would
   * travel for nothing.
   */
  readonly ignoredBeside?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** An API that is called server to server, JSON in and out. */
export interface CallDefinition<
  Request extends LianlianMessage,
  Response extends LianlianMessage,
> extends AddressedDefinition<Request> {
  readonly response: new () => Response;
  /** The `ret_code`s that come back as a response, `0000` beside them; every other one is thrown. */
  readonly responseCodes?: readonly string[] | undefined;
  /** Fields that LianLian leaves out of the signature, at least in some editions. */
  readonly unsignedResponseFields?: readonly string[] | undefined;
  /** Whether the payer never sees a page of LianLian's, so that the request describes the payer's device to risk control. */
  readonly direct?: boolean | undefined;
  /** Whether the request travels encrypted, as the field `pay_load` beside `oid_partner`. */
  readonly encrypted?: boolean | undefined;
  /** The `ret_code`s of responses that may come without a signature. A wrong one is refused all the same. */
  readonly mayBeUnsigned?: readonly string[] | undefined;
  /**
   * Completes the response with what follows from it, a `state` for instance.
   *
   * @param verified whether LianLian signed it: always, unless its code `mayBeUnsigned`
   */
  readonly complete?:
    ((response: Response, request: Readonly<Record<string, string>>, verified?: boolean) => void) | undefined;
}

/** An API that the payer's browser posts to. */
export interface FormDefinition<Request extends LianlianMessage> extends AddressedDefinition<Request> {
  /** The one field that carries the request as JSON text, where the API wants it so. */
  readonly envelope?: string | undefined;
}
