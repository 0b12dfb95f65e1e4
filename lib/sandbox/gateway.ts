import type { NamedKey } from '../wire/diagnosis/signature-diagnosis.js';
import { signatureSource } from '../wire/signature.js';
import type { AdmittedRequest, Desk, JsonApi, PageApi } from './apis/api.js';
import { isBlank } from './blank.js';
import { apiRules, apiSpec, retMessage } from './data.js';
import { type Diagnosis, diagnoseRequest } from './diagnosis.js';
import { jsonReply, pageReply, type Reply } from './http/reply.js';
import { masked } from './mask.js';
import type { Merchant } from './merchants.js';
import type { LianlianPen, SignedMessage } from './messages.js';
import type { Pens } from './notifications/forger.js';
import { refusalPage } from './pages/results.js';
import { readRequest, verifiedSignType } from './read-request.js';
import { Refusal } from './refusal.js';
import type { RequestLog } from './request-log.js';
import type { FaultTools, Outcome } from './scenarios/answer-faults.js';
import { faultOf } from './scenarios/faults.js';
import type { Scenarios, Strike } from './scenarios/scenarios.js';
import type { SignType } from './sign-type.js';
import { checkRequest } from './validation/check-request.js';

/** What is known of a request so far. */
interface Reading {
  readonly api: JsonApi | PageApi;
  readonly body: string | undefined;
  texts: Readonly<Record<string, string>>;
  merchant?: Merchant;
  signType?: SignType;
  verified: boolean;
  fault?: string;
}

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
  constructor(private readonly parts: GatewayParts) {}

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
        refuse: (refusal) => this.refuse(reading, refusal),
        foreignPen: this.parts.pens.foreign,
        wait: this.parts.wait,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.refuse(reading, error);
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
    checkRequest(apiSpec(id), apiRules(id), message, this.parts.desk.clock.now());
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
    const { api } = reading;
    try {
      return api.kind === 'json' ? await this.answer(api, request, pen) : this.show(api, request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.refuse(reading, error);
    }
  }

  private async answer(
    api: JsonApi,
    request: AdmittedRequest,
    pen: LianlianPen = this.parts.pens.own,
  ): Promise<Outcome> {
    const { fields, unsigned, after } = api.handle(request, this.parts.desk);
    const namesMerchant = apiSpec(api.id).response?.some(({ name }) => name === 'oid_partner') === true;
    const success = {
      ret_code: '0000',
      ret_msg: retMessage('0000'),
      oid_partner: namesMerchant ? request.merchant.oidPartner : undefined,
    };
    const message = await pen.sign({ ...success, ...fields }, request.signType, unsigned);
    return { reply: jsonReply(message.json, after), answer: message.texts };
  }

  private show(api: PageApi, request: AdmittedRequest): Outcome {
    const page = api.handle(request, this.parts.desk);
    return { reply: pageReply(page), answer: { ret_code: '0000', ret_msg: retMessage('0000') } };
  }

  private async refuse(reading: Reading, refusal: Refusal): Promise<Outcome> {
    const { ret_code, ret_msg } = refusal;
    if (reading.api.kind === 'page') {
      return {
        reply: pageReply(refusalPage(refusal, sourceOf(reading))),
        answer: { ret_code, ret_msg },
      };
    }
    const message = await this.refusalMessage(reading, refusal);
    return { reply: jsonReply(message.json), answer: message.texts };
  }

  /** Signed where there is a merchant to sign for, and where LianLian signs that code. */
  private async refusalMessage(
    reading: Reading,
    { ret_code, ret_msg, signed }: Refusal,
  ): Promise<SignedMessage> {
    const { merchant, signType = 'RSA' } = reading;
    const { own } = this.parts.pens;
    if (merchant === undefined || !signed) return own.unsigned({ ret_code, ret_msg });
    return own.sign({ ret_code, ret_msg, oid_partner: merchant.oidPartner }, signType);
  }

  private record(reading: Reading, answer: Readonly<Record<string, string>>): void {
    this.parts.log.add({
      at: this.parts.desk.clock.now(),
      api: reading.api.id,
      fields: masked(reading.texts),
      source: sourceOf(reading),
      verified: reading.verified,
      diagnosis: this.diagnosis(reading),
      fault: reading.fault,
      ret_code: answer['ret_code'] ?? '',
      ret_msg: answer['ret_msg'] ?? '',
      answer: masked(answer),
    });
  }

  /** Looked into at once: what is kept is masked, and nothing could be found out from that. */
  private diagnosis({ api, body, texts, merchant, verified }: Reading): Diagnosis | undefined {
    if (verified || merchant === undefined) return undefined;
    return diagnoseRequest(api.id, { body, texts }, merchant.publicKey, this.parts.otherKeys);
  }
}

function sourceOf({ texts }: Reading): string {
  return signatureSource(masked(texts));
}
