import type { AdmittedRequest, Desk, JsonApi, PageApi } from '../apis/api.js';
import { apiSpec, retMessage } from '../data/data.js';
import { jsonReply, pageReply } from '../http/reply.js';
import type { LianlianPen, SignedMessage } from '../common/messages.js';
import { refusalPage } from '../pages/results.js';
import { type Reading, sourceOf } from './reading.js';
import type { Refusal } from '../common/refusal.js';
import type { Outcome } from '../scenarios/answer-faults.js';

/** Lets LianLian do its work, and writes its answers. */
export class Answers {
  constructor(
    private readonly desk: Desk,
    private readonly pen: LianlianPen,
  ) {}

  /**
   * Does what an admitted request asks for.
   *
   * @param pen what the answer is signed with, where it is not LianLian's own
   * @throws Refusal where LianLian would not do it
   */
  async work(
    api: JsonApi | PageApi,
    request: AdmittedRequest,
    pen: LianlianPen = this.pen,
  ): Promise<Outcome> {
    const accepted = { ret_code: '0000', ret_msg: retMessage('0000') };
    if (api.kind === 'page') return { reply: pageReply(api.handle(request, this.desk)), answer: accepted };
    const { fields, unsigned, after } = api.handle(request, this.desk);
    const namesMerchant = apiSpec(api.id).response?.some(({ name }) => name === 'oid_partner') === true;
    const oid_partner = namesMerchant ? request.merchant.oidPartner : undefined;
    const message = await pen.sign({ ...accepted, oid_partner, ...fields }, request.signType, unsigned);
    return { reply: jsonReply(message.json, after), answer: message.texts };
  }

  /** Refuses a request, as far as it was read. */
  async refuse(reading: Reading, refusal: Refusal): Promise<Outcome> {
    const { ret_code, ret_msg } = refusal;
    if (reading.api.kind === 'page') {
      return { reply: pageReply(refusalPage(refusal, sourceOf(reading))), answer: { ret_code, ret_msg } };
    }
    const message = await this.refusalMessage(reading, refusal);
    return { reply: jsonReply(message.json), answer: message.texts };
  }

  /** Signed where there is a merchant to sign for, and where LianLian signs that code. */
  private async refusalMessage(
    { merchant, signType = 'RSA' }: Reading,
    { ret_code, ret_msg, signed }: Refusal,
  ): Promise<SignedMessage> {
    if (merchant === undefined || !signed) return this.pen.unsigned({ ret_code, ret_msg });
    return this.pen.sign({ ret_code, ret_msg, oid_partner: merchant.oidPartner }, signType);
  }
}
