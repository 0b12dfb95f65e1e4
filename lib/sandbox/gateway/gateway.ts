import type { KeyObject } from 'node:crypto';

import type { NamedKey, SignatureDiagnosis } from '../../diagnosis/signature-diagnosis.js';
import { Responder, type ResponseSigner } from './responder.js';
import type { AdmittedRequest, JsonApi, PageApi } from '../apis/api.js';
import type { SandboxServices } from '../services.js';
import { isBlank } from '../../common/blank.js';
import { apiRules, apiSpec, retMessage } from '../data/data.js';
import { diagnoseRequest } from './diagnosis.js';
import type { IncomingBody } from '../http/read-body.js';
import type { Reply } from '../http/reply.js';
import { maskedTexts } from '../../common/secrets/secrets.js';
import type { SandboxMerchant } from '../common/merchants.js';
import type { MessageSigners } from '../notifications/forger.js';
import { unwrapRequest } from './envelope/unwrap-request.js';
import { type ApisOfPath, meantApi } from './meant-api.js';
import { readRequest, verifiedSignType } from './read-request.js';
import { type Reading, sourceOf } from './reading.js';
import { Refusal } from '../data/refusal.js';
import type { RequestLog } from './request-log.js';
import type { FaultTools, Outcome } from '../scenarios/response-faults.js';
import { faultOf } from '../scenarios/faults.js';
import type { Scenarios, Strike } from '../scenarios/scenarios.js';
import { checkRequest } from './validation/check-request.js';
import { type Leniency, overlooked } from './validation/leniencies.js';

/** What the gateway works with. */
interface GatewayParts {
  readonly merchants: ReadonlyMap<string, SandboxMerchant>;
  readonly services: SandboxServices;
  readonly signers: MessageSigners;
  readonly log: RequestLog;
  readonly scenarios: Scenarios;
  /** LianLian's private key: what `pay_load` is decrypted with. */
  readonly privateKey: KeyObject;
  /** LianLian's public key and its name: a shop may have taken it for its own. */
  readonly otherKeys: readonly NamedKey[];
  /** Waits in real time, until the sandbox stops. */
  readonly wait: (ms: number) => Promise<void>;
}

/** Handles a request to an API in LianLian's order: read it, find the merchant, decrypt, check signature and fields, work. */
export class Gateway {
  private readonly responder: Responder;

  constructor(private readonly parts: GatewayParts) {
    this.responder = new Responder(parts.services, parts.signers.own);
  }

  /** @param apis those of the path that was posted to */
  async serve(apis: ApisOfPath, incoming: IncomingBody): Promise<Reply> {
    const { body, unread } = incoming;
    const api = meantApi(apis, incoming, this.parts.services.ledger);
    const at = this.parts.services.clock.now();
    const reading: Reading = { at, api, body, unread, texts: {}, verified: false };
    const { reply, response } = await this.outcome(reading);
    this.record(reading, response);
    return reply;
  }

  private async outcome(reading: Reading): Promise<Outcome> {
    try {
      const request = this.admit(reading);
      const strike = this.strike(request, reading.api);
      const work: FaultTools['work'] = (signer) => this.worked(reading, request, signer);
      const fault = strike && faultOf(strike.rule.fault);
      if (strike === undefined || fault?.of !== 'response') return await work();
      reading.fault = `${fault.fault} (${strike.by})`;
      return await fault.strike({
        rule: strike.rule,
        work,
        refuse: (ret_code, isSigned) => {
          const refusal = new Refusal(ret_code, retMessage(ret_code, reading.api.id), isSigned);
          return this.responder.refuse(reading, refusal);
        },
        foreignSigner: this.parts.signers.foreign,
        signerWithout: (names) => this.parts.signers.own.without(names),
        wait: this.parts.wait,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.responder.refuse(reading, error);
    }
  }

  private admit(reading: Reading): AdmittedRequest {
    const { id } = reading.api;
    const spec = apiSpec(id);
    const outer = readRequest(spec.transport, reading);
    reading.texts = outer.texts;
    const merchant = this.parts.merchants.get(outer.texts['oid_partner'] ?? '');
    if (merchant === undefined) throw new Refusal('3001');
    reading.merchant = merchant;
    const message =
      spec.envelope === undefined ? outer : unwrapRequest(reading, outer, merchant, this.parts.privateKey);
    const signType = verifiedSignType(id, message.texts, merchant);
    if (signType === undefined) throw new Refusal('1001');
    reading.signType = signType;
    reading.verified = true;
    const wanted = overlooked(spec, apiRules(id), message);
    this.warn(reading, wanted.found);
    checkRequest(spec, wanted.rules, wanted.message, this.parts.services.clock.shopMoments());
    const sent = Object.entries(wanted.message.texts).filter(([, value]) => !isBlank(value));
    return { api: id, merchant, signType, fields: Object.fromEntries(sent) };
  }

  /** @throws Refusal 1004 where the sandbox is strict */
  private warn(reading: Reading, found: readonly Leniency[]): void {
    const [first] = found;
    if (first === undefined) return;
    if (this.parts.services.settings.strict) throw Refusal.fields([first.field], { reason: first.warning });
    reading.warnings = found.map(({ warning }) => warning);
  }

  private strike({ fields }: AdmittedRequest, api: JsonApi | PageApi): Strike | undefined {
    const { no_order = '', money_order = '', money_refund = money_order } = fields;
    const isSigned = api.kind === 'json';
    return this.parts.scenarios.strike({
      of: 'response',
      api: api.id,
      isSigned,
      no_order,
      amount: money_refund,
    });
  }

  /** The response after LianLian has done its work, or has refused to. */
  private async worked(
    reading: Reading,
    request: AdmittedRequest,
    signer?: ResponseSigner,
  ): Promise<Outcome> {
    try {
      return await this.responder.work(reading.api, request, signer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.responder.refuse(reading, error);
    }
  }

  private record(reading: Reading, response: Readonly<Record<string, string>>): void {
    this.parts.log.add({
      at: reading.at,
      api: reading.api.id,
      fields: maskedTexts(reading.texts),
      source: sourceOf(reading),
      verified: reading.verified,
      diagnosis: this.diagnosis(reading),
      fault: reading.fault,
      warnings: reading.warnings,
      explanation: reading.explanation,
      ret_code: response['ret_code'] ?? '',
      ret_msg: response['ret_msg'] ?? '',
      response: maskedTexts(response),
    });
  }

  /** Made at once, because the log keeps masked values alone, and those explain nothing. */
  private diagnosis({
    api,
    body,
    texts,
    merchant,
    verified,
    isSealed,
  }: Reading): SignatureDiagnosis | undefined {
    if (verified || merchant === undefined || isSealed === true) return undefined;
    const diagnosis = diagnoseRequest(api.id, { body, texts }, merchant.publicKey, this.parts.otherKeys);
    // A signature that is right is refused where there is no sign_type, which the explanation says.
    return diagnosis.verifies ? undefined : diagnosis;
  }
}
