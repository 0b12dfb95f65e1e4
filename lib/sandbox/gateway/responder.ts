import type { AdmittedRequest, JsonApi, PageApi } from '../apis/api.js';
import type { SandboxServices } from '../services.js';
import { apiSpec, retMessage } from '../data/data.js';
import { jsonReply, pageReply } from '../http/reply.js';
import type { MessageSigner, OutgoingMessage } from '../common/message-signer.js';
import { refusalPage } from '../pages/results.js';
import { explainRefusal } from './explain-refusal.js';
import { type Reading, sourceOf } from './reading.js';
import type { Refusal } from '../data/refusal.js';
import type { Outcome } from '../scenarios/response-faults.js';

/** Who signs a response. */
export type ResponseSigner = MessageSigner | 'nobody';

/** Runs an API's handler and writes LianLian's response. */
export class Responder {
  constructor(
    private readonly services: SandboxServices,
    private readonly signer: MessageSigner,
  ) {}

  /**
   * Does what a checked request asks for.
   *
   * @param signer signs the response; by default LianLian's key does, where the API's documents have a signature
   * @throws Refusal where LianLian refuses
   */
  async work(api: JsonApi | PageApi, request: AdmittedRequest, signer?: ResponseSigner): Promise<Outcome> {
    const accepted = { ret_code: '0000', ret_msg: retMessage('0000') };
    if (api.kind === 'page')
      return { reply: pageReply(api.handle(request, this.services)), response: accepted };
    const { fields, after } = api.handle(request, this.services);
    const { response = [], unsignedResponseFields: unsigned } = apiSpec(api.id);
    const has = (field: string): boolean => response.some(({ name }) => name === field);
    const oid_partner = has('oid_partner') ? request.merchant.oidPartner : undefined;
    const signing = signer ?? (has('sign') ? this.signer : 'nobody');
    const sent = { ...accepted, oid_partner, ...fields };
    const message =
      signing === 'nobody'
        ? this.signer.unsigned(sent)
        : await signing.sign(sent, request.signType, { unsigned });
    return { reply: jsonReply(message.json, after), response: message.texts };
  }

  /** The response that refuses a request. Less is known of a request that could not be read. */
  async refuse(reading: Reading, refusal: Refusal): Promise<Outcome> {
    const { ret_code, ret_msg } = refusal;
    reading.explanation = explainRefusal(reading, refusal, this.services);
    if (reading.api.kind === 'page') {
      const { explanation, texts } = reading;
      const shown = refusalPage(refusal, {
        source: sourceOf(reading),
        explanation,
        back: texts['url_return'],
      });
      return { reply: pageReply(shown), response: { ret_code, ret_msg } };
    }
    const message = await this.refusalMessage(reading, refusal);
    return { reply: jsonReply(message.json), response: message.texts };
  }

  /** Signed, unless the merchant is unknown or LianLian does not sign that code. */
  private async refusalMessage(
    { merchant, signType = 'RSA' }: Reading,
    { ret_code, ret_msg, signed }: Refusal,
  ): Promise<OutgoingMessage> {
    if (merchant === undefined || !signed) return this.signer.unsigned({ ret_code, ret_msg });
    return this.signer.sign({ ret_code, ret_msg, oid_partner: merchant.oidPartner }, signType);
  }
}
