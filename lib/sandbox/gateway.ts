import { rsaVerify } from '../wire/rsa.js';
import { parseRawJsonObject, type RawJsonObject } from '../wire/raw-json.js';
import { signatureSource } from '../wire/signature.js';
import type { AdmittedRequest, Desk, JsonApi, PageApi } from './apis/api.js';
import { isBlank } from './blank.js';
import { apiRules, apiSpec, retMessage } from './data.js';
import { parseForm } from './http/form.js';
import { jsonReply, pageReply, type Reply } from './http/reply.js';
import { masked } from './mask.js';
import type { Merchant } from './merchants.js';
import type { LianlianPen, SignedMessage } from './messages.js';
import { refusalPage } from './pages/results.js';
import { Refusal } from './refusal.js';
import type { RequestLog } from './request-log.js';
import { type SignType, signTypeOf } from './sign-type.js';
import { checkRequest } from './validation/check-request.js';

/** What is known of a request so far. */
interface Reading {
  readonly api: JsonApi | PageApi;
  texts: Readonly<Record<string, string>>;
  merchant?: Merchant;
  signType?: SignType;
  verified: boolean;
}

/** Takes requests in LianLian's order: read, merchant, signature, fields, business. */
export class Gateway {
  constructor(
    private readonly merchants: ReadonlyMap<string, Merchant>,
    private readonly desk: Desk,
    private readonly pen: LianlianPen,
    private readonly log: RequestLog,
  ) {}

  /** Answers the body of a request to an API. `undefined` is a body that could not be read. */
  async serve(api: JsonApi | PageApi, body: string | undefined): Promise<Reply> {
    const reading: Reading = { api, texts: {}, verified: false };
    try {
      const request = this.admit(reading, body);
      return api.kind === 'json'
        ? await this.answer(api, reading, request)
        : this.show(api, reading, request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.refuse(reading, error);
    }
  }

  private admit(reading: Reading, body: string | undefined): AdmittedRequest {
    const { id } = reading.api;
    const message = read(apiSpec(id).transport, body);
    reading.texts = message.texts;
    const merchant = this.merchants.get(message.texts['oid_partner'] ?? '');
    if (merchant === undefined) throw new Refusal('3001');
    reading.merchant = merchant;
    const signType = verifiedSignType(id, message.texts, merchant);
    if (signType === undefined) throw new Refusal('1001');
    reading.signType = signType;
    reading.verified = true;
    checkRequest(apiSpec(id), apiRules(id), message, this.desk.clock.now());
    const fields = Object.fromEntries(Object.entries(message.texts).filter(([, value]) => !isBlank(value)));
    return { api: id, merchant, signType, fields };
  }

  private async answer(api: JsonApi, reading: Reading, request: AdmittedRequest): Promise<Reply> {
    const { fields, unsigned, after } = api.handle(request, this.desk);
    const namesMerchant = apiSpec(api.id).response?.some(({ name }) => name === 'oid_partner') === true;
    const success = {
      ret_code: '0000',
      ret_msg: retMessage('0000'),
      oid_partner: namesMerchant ? request.merchant.oidPartner : undefined,
    };
    const message = await this.pen.sign({ ...success, ...fields }, request.signType, unsigned);
    this.record(reading, message.texts);
    return jsonReply(message.json, after);
  }

  private show(api: PageApi, reading: Reading, request: AdmittedRequest): Reply {
    const page = api.handle(request, this.desk);
    this.record(reading, { ret_code: '0000', ret_msg: retMessage('0000') });
    return pageReply(page);
  }

  private async refuse(reading: Reading, refusal: Refusal): Promise<Reply> {
    const { ret_code, ret_msg } = refusal;
    if (reading.api.kind === 'page') {
      this.record(reading, { ret_code, ret_msg });
      return pageReply(refusalPage(refusal, sourceOf(reading)));
    }
    const message = await this.refusalMessage(reading, refusal);
    this.record(reading, message.texts);
    return jsonReply(message.json);
  }

  /** Signed where there is a merchant to sign for, and where LianLian signs that code. */
  private async refusalMessage(
    reading: Reading,
    { ret_code, ret_msg, signed }: Refusal,
  ): Promise<SignedMessage> {
    const { merchant, signType = 'RSA' } = reading;
    if (merchant === undefined || !signed) return this.pen.unsigned({ ret_code, ret_msg });
    return this.pen.sign({ ret_code, ret_msg, oid_partner: merchant.oidPartner }, signType);
  }

  private record(reading: Reading, answer: Readonly<Record<string, string>>): void {
    this.log.add({
      at: this.desk.clock.now(),
      api: reading.api.id,
      fields: masked(reading.texts),
      source: sourceOf(reading),
      verified: reading.verified,
      ret_code: answer['ret_code'] ?? '',
      ret_msg: answer['ret_msg'] ?? '',
      answer: masked(answer),
    });
  }
}

/** @throws Refusal 1012 */
function read(transport: string, body: string | undefined): RawJsonObject {
  try {
    if (body === undefined) throw new SyntaxError('the body cannot be read');
    if (transport === 'json') return parseRawJsonObject(body);
    const fields = parseForm(body);
    if (transport === 'form') return { values: fields, texts: fields };
    return parseRawJsonObject(fields['req_data'] ?? '');
  } catch {
    throw new Refusal('1012');
  }
}

/** The API's own list of algorithms decides, not the message. */
function verifiedSignType(
  apiId: string,
  texts: Readonly<Record<string, string>>,
  merchant: Merchant,
): SignType | undefined {
  const signType = signTypeOf(texts['sign_type']);
  if (signType === undefined || apiRules(apiId).enums?.['sign_type']?.includes(signType) !== true)
    return undefined;
  const isRight = rsaVerify(signatureSource(texts), texts['sign'] ?? '', merchant.publicKey, signType);
  return isRight ? signType : undefined;
}

function sourceOf({ texts }: Reading): string {
  return signatureSource(masked(texts));
}
