import type { NamedKey } from '../../diagnosis/signature-diagnosis.js';
import { Answers } from './answers.js';
import type { AdmittedRequest, Desk, JsonApi, PageApi } from '../apis/api.js';
import { isBlank } from '../../common/blank.js';
import { apiRules, apiSpec } from '../data/data.js';
import { type Diagnosis, diagnoseRequest } from './diagnosis.js';
import type { Reply } from '../http/reply.js';
import { maskedTexts } from '../../common/secrets.js';
import type { Merchant } from '../common/merchants.js';
import type { LianlianPen } from '../common/messages.js';
import type { Pens } from '../notifications/forger.js';
import { readRequest, verifiedSignType } from './read-request.js';
import { type Reading, sourceOf } from './reading.js';
import { Refusal } from '../common/refusal.js';
import type { RequestLog } from './request-log.js';
import type { FaultTools, Outcome } from '../scenarios/answer-faults.js';
import { faultOf } from '../scenarios/faults.js';
import type { Scenarios, Strike } from '../scenarios/scenarios.js';
import { checkRequest } from './validation/check-request.js';

/** What the gateway works with. */
export interface GatewayParts {
  readonly merchants: ReadonlyMap<string, Merchant>;
  readonly desk: Desk;
  readonly pens: Pens;
  readonly log: RequestLog;
  readonly scenarios: Scenarios;
  /** LianLian's public key and its name, for who mixes keys up. */
  readonly otherKeys: readonly NamedKey[];
  /** Waits in real time, until the sandbox stops. */
  readonly wait: (ms: number) => Promise<void>;
}

/** Takes requests in LianLian's order: read, merchant, signature, fields, business. */
export class Gateway {
  private readonly answers: Answers;

  constructor(private readonly parts: GatewayParts) {
    this.answers = new Answers(parts.desk, parts.pens.own);
  }

  /** Answers the body of a request to an API. `undefined` is a body that could not be read. */
  async serve(api: JsonApi | PageApi, body: string | undefined): Promise<Reply> {
    const reading: Reading = { api, body, texts: {}, verified: false };
    const { reply, answer } = await this.outcome(reading);
    this.record(reading, answer);
    return reply;
  }

  private async outcome(reading: Reading): Promise<Outcome> {
    try {
      const request = this.admit(reading);
      const strike = this.strike(request, reading.api);
      const work: FaultTools['work'] = (pen) => this.worked(reading, request, pen);
      const fault = strike && faultOf(strike.rule.fault);
      if (strike === undefined || fault?.of !== 'answer') return await work();
      reading.fault = `${fault.fault} (${strike.by})`;
      return await fault.strike({
        rule: strike.rule,
        work,
        refuse: (refusal) => this.answers.refuse(reading, refusal),
        foreignPen: this.parts.pens.foreign,
        wait: this.parts.wait,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.answers.refuse(reading, error);
    }
  }

  private admit(reading: Reading): AdmittedRequest {
    const { id } = reading.api;
    const message = readRequest(apiSpec(id).transport, reading.body);
    reading.texts = message.texts;
    const merchant = this.parts.merchants.get(message.texts['oid_partner'] ?? '');
    if (merchant === undefined) throw new Refusal('3001');
    reading.merchant = merchant;
    const signType = verifiedSignType(id, message.texts, merchant);
    if (signType === undefined) throw new Refusal('1001');
    reading.signType = signType;
    reading.verified = true;
    checkRequest(apiSpec(id), apiRules(id), message, this.parts.desk.clock.shopMoments());
    const fields = Object.fromEntries(Object.entries(message.texts).filter(([, value]) => !isBlank(value)));
    return { api: id, merchant, signType, fields };
  }

  private strike({ fields }: AdmittedRequest, api: JsonApi | PageApi): Strike | undefined {
    const { no_order = '', money_order = '', money_refund = money_order } = fields;
    const isSigned = api.kind === 'json';
    return this.parts.scenarios.strike({
      of: 'answer',
      api: api.id,
      isSigned,
      no_order,
      amount: money_refund,
    });
  }

  /** What LianLian answers when it has done its work, or would not. */
  private async worked(reading: Reading, request: AdmittedRequest, pen?: LianlianPen): Promise<Outcome> {
    try {
      return await this.answers.work(reading.api, request, pen);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.answers.refuse(reading, error);
    }
  }

  private record(reading: Reading, answer: Readonly<Record<string, string>>): void {
    this.parts.log.add({
      at: this.parts.desk.clock.now(),
      api: reading.api.id,
      fields: maskedTexts(reading.texts),
      source: sourceOf(reading),
      verified: reading.verified,
      diagnosis: this.diagnosis(reading),
      fault: reading.fault,
      ret_code: answer['ret_code'] ?? '',
      ret_msg: answer['ret_msg'] ?? '',
      answer: maskedTexts(answer),
    });
  }

  /** Looked into at once: what is kept is masked, and nothing could be found out from that. */
  private diagnosis({ api, body, texts, merchant, verified }: Reading): Diagnosis | undefined {
    if (verified || merchant === undefined) return undefined;
    return diagnoseRequest(api.id, { body, texts }, merchant.publicKey, this.parts.otherKeys);
  }
}
