import type { KeyObject } from 'node:crypto';
import { rsaSign } from '../../wire/rsa.js';
import { type NameOrder, signatureSource } from '../../wire/signature.js';
import { type AmountStyle, styledAmount } from './amount.js';
import { isBlank } from '../../common/blank.js';
import type { SignType } from '../../common/sign-type.js';

/** A nested value: the JSON text that is sent and signed. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** How LianLian's samples spell what its tables spell otherwise. */
const SAMPLES_SPELLING = new Map([
  ['money_settle', 'money_sellte'],
  ['currency_settle', 'currency_sellte'],
]);

/** Fields of a message of LianLian's. What is undefined or blank is left out. */
export type MessageFields = Readonly<Record<string, string | RawJson | undefined>>;

/** How LianLian writes its messages. */
interface MessageStyle {
  readonly amountStyle: AmountStyle;
  readonly nameOrder: NameOrder;
  readonly settlementSpelling: 'tables' | 'samples';
}

/** How a message is signed. */
interface SigningOptions {
  /** Names of fields that are sent, but are not covered by the signature. */
  readonly unsigned?: readonly string[] | undefined;
  /** A notification, or a return that tells the same. */
  readonly notifies?: boolean | undefined;
}

/** A message as LianLian sends it. */
export interface OutgoingMessage {
  /** The text of each field; with `sign_type` and `sign`, if it is signed. */
  readonly texts: Readonly<Record<string, string>>;
  /** The JSON document. */
  readonly json: string;
}

/** Writes what LianLian sends, and signs it with one key. */
export class MessageSigner {
  /** @param leftOut names of fields that are never sent */
  constructor(
    private readonly privateKey: KeyObject,
    private readonly style: MessageStyle,
    private readonly leftOut: readonly string[] = [],
  ) {}

  /** One with the same key that leaves these fields out. */
  without(names: readonly string[]): MessageSigner {
    return new MessageSigner(this.privateKey, this.style, names);
  }

  /** Signs a message. */
  async sign(
    fields: MessageFields,
    signType: SignType,
    { unsigned = [], notifies = false }: SigningOptions = {},
  ): Promise<OutgoingMessage> {
    const named = { ...fields, sign_type: signType === 'RSA' ? 'RSA' : 'SHA256WITHRSA' };
    const values = this.sentValues(named, notifies);
    const texts = textsOf(values);
    const covered = Object.entries(texts).filter(([name]) => !unsigned.includes(name));
    const source = signatureSource(Object.fromEntries(covered), this.style.nameOrder);
    const sign = await rsaSign(source, this.privateKey, signType);
    return { texts: { ...texts, sign }, json: jsonOf(new Map([...values, ['sign', sign]])) };
  }

  /** A document without a signature. */
  unsigned(fields: MessageFields): OutgoingMessage {
    const values = this.sentValues(fields, false);
    return { texts: textsOf(values), json: jsonOf(values) };
  }

  private sentValues(fields: MessageFields, notifies: boolean): Map<string, string | RawJson> {
    const { amountStyle, settlementSpelling } = this.style;
    const style = amountStyle === 'mixed' ? (notifies ? 'unpadded' : 'padded') : amountStyle;
    const values = new Map<string, string | RawJson>();
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined || isBlank(textOf(value)) || this.leftOut.includes(name)) continue;
      const isAmount = name.startsWith('money_') && typeof value === 'string';
      const spelt = settlementSpelling === 'samples' ? (SAMPLES_SPELLING.get(name) ?? name) : name;
      values.set(spelt, isAmount ? styledAmount(value, style) : value);
    }
    return values;
  }
}

function textsOf(values: ReadonlyMap<string, string | RawJson>): Record<string, string> {
  return Object.fromEntries([...values].map(([name, value]) => [name, textOf(value)]));
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
