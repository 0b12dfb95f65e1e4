import type { KeyObject } from 'node:crypto';
import { rsaSign } from '../../wire/rsa.js';
import { signatureSource } from '../../wire/signature.js';
import { styledAmount } from './amount.js';
import { isBlank } from '../../common/blank.js';
import type { Settings } from '../settings.js';
import type { SignType } from '../../common/sign-type.js';

/** A nested value: the JSON text that is sent and signed. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** Fields of a message of LianLian's. What is undefined or blank is left out. */
export type MessageFields = Readonly<Record<string, string | RawJson | undefined>>;

/** A message as LianLian sends it. */
export interface OutgoingMessage {
  /** The text of each field, as the signature covers it; with `sign_type` and `sign`, if it is signed. */
  readonly texts: Readonly<Record<string, string>>;
  /** The JSON document. */
  readonly json: string;
}

/** Writes what LianLian sends, and signs it with one key. */
export class MessageSigner {
  constructor(
    private readonly privateKey: KeyObject,
    private readonly settings: Settings,
  ) {}

  /**
   * Signs a message.
   *
   * @param unsigned fields that are sent, but are not covered by the signature
   */
  async sign(
    fields: MessageFields,
    signType: SignType,
    unsigned: MessageFields = {},
  ): Promise<OutgoingMessage> {
    const values = this.sentValues({ ...fields, sign_type: signType === 'RSA' ? 'RSA' : 'SHA256WITHRSA' });
    const texts = Object.fromEntries([...values].map(([name, value]) => [name, textOf(value)]));
    const source = signatureSource(texts, this.settings.nameOrder);
    const sign = await rsaSign(source, this.privateKey, signType);
    const sent = new Map([...values, ...this.sentValues(unsigned), ['sign', sign]]);
    return { texts: { ...texts, sign }, json: jsonOf(sent) };
  }

  /** A document without a signature. */
  unsigned(fields: MessageFields): OutgoingMessage {
    const values = this.sentValues(fields);
    const texts = Object.fromEntries([...values].map(([name, value]) => [name, textOf(value)]));
    return { texts, json: jsonOf(values) };
  }

  private sentValues(fields: MessageFields): Map<string, string | RawJson> {
    const values = new Map<string, string | RawJson>();
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined || isBlank(textOf(value))) continue;
      const isAmount = name.startsWith('money_') && typeof value === 'string';
      values.set(name, isAmount ? styledAmount(value, this.settings.amountStyle) : value);
    }
    return values;
  }
}

function textOf(value: string | RawJson): string {
  return typeof value === 'string' ? value : value.text;
}

/** Not by JSON.stringify, so that a nested value is sent as the very text that was signed. */
function jsonOf(values: ReadonlyMap<string, string | RawJson>): string {
  const members = [...values].map(
    ([name, value]) =>
      `${JSON.stringify(name)}:${typeof value === 'string' ? JSON.stringify(value) : value.text}`,
  );
  return `{${members.join(',')}}`;
}
