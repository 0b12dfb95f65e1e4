import { Inject, Injectable } from '@nestjs/common';

import type { LianlianApiId, LianlianEndpointId } from '../common/api-ids.js';
import type { LianlianMessage, RequestInput } from '../common/fields/lianlian-message.js';
import { ObservedSteps } from '../common/logging/observed-steps.js';
import { MerchantRegistry } from '../config/merchant-registry.js';
import { LIANLIAN_SETTINGS, type LianlianSettings, type Merchant } from '../config/settings.js';
import type {
  AddressedDefinition,
  ApiDefinition,
  CallDefinition,
  FormDefinition,
  SdkDefinition,
} from './api-definition.js';
import type { CallObservation, CallObserver } from './call-observer.js';
import { callOptionsOf, type LianlianCallOptions } from './call-options.js';
import { CallTime } from './call-time.js';
import { EncryptionKeys } from './encryption-key.js';
import { envelopeOf } from './envelope.js';
import { Ipv6Payers } from './ipv6-payers.js';
import { type CallParts, observedCall } from './observed-call.js';
import { isAccepted, readResponse } from './read-response.js';
import { prepareRequest } from './prepare-request.js';
import { RedirectForm } from './redirect-form.js';
import { RiskWarnings } from './risk-warnings.js';
import { SdkParameters } from './sdk-parameters.js';
import { sendCall } from './send-call.js';
import type { SignableFields } from './signature.js';
import { LianlianTransport } from './transport.js';
import { wireMessages } from './wire.messages.js';
import { withoutIgnored } from './without-ignored.js';

/** What a service knows and does beside the request of a call. */
export interface CallSurroundings {
  /**
   * Fields of the response that the request cannot name, an amount for instance: it is compared with them as it is with the
   * request.
   */
  readonly expected?: SignableFields | undefined;
  /**
   * Runs when the request is valid, complete and signed, before any of it leaves. Where it throws, nothing is sent. It tells
   * whether the same may have been sent before: a refusal says nothing of that one, and its outcome is unknown then.
   */
  readonly beforeSending?: ((fields: SignableFields, time: CallTime) => Promise<SendKind>) | undefined;
  /** Tells whether the same was sent once more while this call was refused: the refusal says nothing of that one, either. */
  readonly isSentMeanwhile?: ((fields: SignableFields) => Promise<boolean>) | undefined;
}

/** Whether a request is the first of its kind, or may have been sent before. */
export type SendKind = 'first' | 'again';

/** Carries out what the APIs declare: one path for every call, one for every form. */
@Injectable()
export class LianlianClient {
  private readonly steps = new ObservedSteps<CallObserver>(wireMessages.observerFailed);
  private readonly unobserved: CallParts;
  private readonly urls = new Map<LianlianEndpointId, URL>();
  private readonly encryptionKeys = new EncryptionKeys();

  constructor(
    @Inject(LIANLIAN_SETTINGS) private readonly settings: LianlianSettings,
    private readonly merchants: MerchantRegistry,
    private readonly transport: LianlianTransport,
    private readonly riskWarnings: RiskWarnings,
    private readonly ipv6Payers: Ipv6Payers,
  ) {
    this.unobserved = { transport, prepared: () => undefined };
  }

  /** From now on the observer watches every call and form, beside those that do already. */
  observeBy(observer: CallObserver): void {
    this.steps.observeBy(observer);
  }

  /**
   * Calls an API and reads its verified response.
   *
   * @param options what the call has of its own, unread
   * @param around what the service knows and does beside the request
   * @throws LianlianValidationError nothing was sent
   * @throws LianlianTransportError no readable response came; see its `outcome`
   * @throws LianlianSignatureError a response that LianLian did not sign for this request; outcome unknown
   * @throws LianlianApiError LianLian refused, or does not know the result yet; see its `outcome`
   */
  call<Request extends LianlianMessage, Response extends LianlianMessage>(
    api: CallDefinition<Request, Response>,
    input: RequestInput<Request>,
    options?: LianlianCallOptions,
    around: CallSurroundings = {},
  ): Promise<Response> {
    return this.observed(api, (call) =>
      this.inTime(api, input, options, (time) => this.carryOut(api, input, call, time, around)),
    );
  }

  /**
   * Signs a payment for the payer's browser to post.
   *
   * @throws LianlianValidationError
   * @throws LianlianTransportError `not-sent`, if the merchant cannot be looked up or cannot sign
   */
  form<Request extends LianlianMessage>(
    api: FormDefinition<Request>,
    input: RequestInput<Request>,
    options?: LianlianCallOptions,
  ): Promise<RedirectForm> {
    return this.observed(api, (call) =>
      this.inTime(api, input, options, (time) => this.sign(api, input, call, time)),
    );
  }

  /**
   * Signs a payment for LianLian's SDK in the payer's app.
   *
   * @throws LianlianValidationError
   * @throws LianlianTransportError `not-sent`, if the merchant cannot be looked up or cannot sign
   */
  parameters<Request extends LianlianMessage>(
    api: SdkDefinition<Request>,
    input: RequestInput<Request>,
    options?: LianlianCallOptions,
  ): Promise<SdkParameters> {
    return this.observed(api, (call) =>
      this.inTime(api, input, options, async (time) => {
        return new SdkParameters(await this.signed(api, input, call, time));
      }),
    );
  }

  /** The time of a call: its own, or that of the settings. */
  private async inTime<Request extends LianlianMessage, T>(
    { title }: ApiDefinition<Request>,
    input: object,
    options: LianlianCallOptions | undefined,
    run: (time: CallTime) => Promise<T>,
  ): Promise<T> {
    const { timeoutMs = this.settings.http.timeoutMs, signal } = callOptionsOf(options, title, input);
    const time = new CallTime(timeoutMs, signal);
    try {
      return await run(time);
    } finally {
      time.end();
    }
  }

  private observed<T>(
    { id }: { readonly id: LianlianApiId },
    run: (call: CallParts) => Promise<T>,
  ): Promise<T> {
    return this.steps.run<CallObservation, T>(
      (observations) =>
        run(
          observations.length === 0
            ? this.unobserved
            : observedCall(this.transport, observations, this.steps),
        ),
      (observer, step) => observer.observe(id, step),
    );
  }

  private async carryOut<Request extends LianlianMessage, Response extends LianlianMessage>(
    api: CallDefinition<Request, Response>,
    input: RequestInput<Request>,
    { transport, prepared }: CallParts,
    time: CallTime,
    { expected, beforeSending, isSentMeanwhile }: CallSurroundings,
  ): Promise<Response> {
    const fitted = withoutIgnored(this.ipv6Payers.fitted(input), api.ignoredBeside);
    const { merchant, request, fields } = await prepareRequest(api, fitted, this.merchants, time);
    prepared(fields);
    this.riskWarnings.check(api, request);
    const kind = await beforeSending?.(fields, time);
    const body = this.bodyOf(api, merchant, fields);
    const message = await sendCall(transport, api, this.urlOf(api), { fields, body }, time);
    const isSentAgain =
      kind === 'again' || (!isAccepted(api, message) && (await isSentMeanwhile?.(fields)) === true);
    return readResponse(api, message, {
      ...{ merchant, sent: fields, expected, isSentAgain },
      signedBy: (key) => {
        this.encryptionKeys.noteSigner(merchant, key);
      },
    });
  }

  /** The text that is posted: the request as JSON, or encrypted beside the number of the merchant. */
  private bodyOf<Request extends LianlianMessage, Response extends LianlianMessage>(
    { encrypted }: CallDefinition<Request, Response>,
    merchant: Merchant,
    fields: SignableFields,
  ): string {
    const text = JSON.stringify(fields);
    if (encrypted !== true) return text;
    const pay_load = envelopeOf(text, this.encryptionKeys.keyFor(merchant));
    return JSON.stringify({ oid_partner: fields['oid_partner'], pay_load });
  }

  private async sign<Request extends LianlianMessage>(
    api: FormDefinition<Request>,
    input: RequestInput<Request>,
    call: CallParts,
    time: CallTime,
  ): Promise<RedirectForm> {
    const fitted = withoutIgnored(this.ipv6Payers.fitted(input), api.ignoredBeside);
    const sent = api.envelope === undefined ? withFormLineBreaks(fitted) : fitted;
    const fields = await this.signed(api, sent, call, time);
    const formFields = api.envelope === undefined ? fields : { [api.envelope]: JSON.stringify(fields) };
    return new RedirectForm(this.urlOf(api).href, formFields);
  }

  /** The signed fields of a request that goes to LianLian by way of the payer's browser or app. */
  private async signed<Request extends LianlianMessage>(
    api: ApiDefinition<Request>,
    input: object,
    { prepared }: CallParts,
    time: CallTime,
  ): Promise<SignableFields> {
    const { request, fields } = await prepareRequest(api, input, this.merchants, time);
    prepared(fields);
    this.riskWarnings.check(api, request);
    return fields;
  }

  private urlOf<Request extends LianlianMessage>(api: AddressedDefinition<Request>): URL {
    const known = this.urls.get(api.id);
    if (known !== undefined) return known;
    const url = this.makeUrl(api);
    this.urls.set(api.id, url);
    return url;
  }

  private makeUrl<Request extends LianlianMessage>(api: AddressedDefinition<Request>): URL {
    const endpoint = this.settings.endpoints[api.id];
    if (endpoint !== undefined) return new URL(endpoint);
    const { pathname, search } = new URL(api.endpoint);
    return this.settings.gateway === undefined
      ? new URL(api.endpoint)
      : new URL(`${pathname}${search}`, this.settings.gateway);
  }
}

/**
 * A browser posts every line break of a form field as CR LF, so that is what has to be signed, in the parts of
 * a list (`shareing_data`) too. Inside objects there is nothing to do: JSON text escapes its line breaks.
 */
function withFormLineBreaks(input: object): object {
  if (!hasLineBreak(input)) return input;
  return Object.fromEntries(
    Object.entries(input).map(([name, value]: [string, unknown]) => [
      name,
      Array.isArray(value) ? value.map(partWithFormLineBreaks) : textWithFormLineBreaks(value),
    ]),
  );
}

/** Whether one of the values, or of the values of a list's parts, has one. */
function hasLineBreak(input: object): boolean {
  return Object.values(input).some((value: unknown) => {
    if (typeof value === 'string') return value.includes('\n') || value.includes('\r');
    return Array.isArray(value) && value.some((part) => mayHaveLineBreak(part));
  });
}

function mayHaveLineBreak(part: unknown): boolean {
  return typeof part === 'object' && part !== null && hasLineBreak(part);
}

function partWithFormLineBreaks(part: unknown): unknown {
  return typeof part === 'object' && part !== null ? withFormLineBreaks(part) : part;
}

function textWithFormLineBreaks(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\r\n|\r|\n/g, '\r\n') : value;
}
