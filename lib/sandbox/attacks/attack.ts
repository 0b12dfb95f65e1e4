import type { Sentence } from '../../diagnosis/signature-diagnosis.js';
import type { AttackId } from '../contract.js';
import type { ShopResponse, ShopUnderAttack } from './shop-under-attack.js';

/** The order that an attack is about: one that the shop knows, and that nobody has paid. */
export interface AttackedOrder {
  readonly oid_partner: string;
  readonly no_order: string;
  /** `yyyyMMddHHmmss`, as the shop sent it. */
  readonly dt_order: string;
  /** Decimal text with two decimals. */
  readonly money_order: string;
  /** Undefined for an order in yuan that names none. */
  readonly currency_order?: string | undefined;
}

/** Fields of a message, all of them text. */
export type AttackFields = Readonly<Record<string, string>>;

/** What an attack works with. */
export interface Scene {
  readonly shop: ShopUnderAttack;
  readonly order: AttackedOrder;
  /** What LianLian would say of the order's payment, before it is signed. */
  readonly fields: AttackFields;
  /** JSON of these fields, signed by LianLian. */
  readonly signed: (fields: AttackFields) => string;
  /** JSON of these fields, signed by somebody else. */
  readonly forged: (fields: AttackFields) => Promise<string>;
  /** A transaction that LianLian has given to nobody. */
  readonly otherPaybill: () => string;
  /** The payer pays. The JSON of the genuine notification, which nobody has sent yet. */
  readonly pay: () => Promise<string>;
}

/**
 * What a shop has to do:
 *
 * - `refuse`: acknowledge nothing
 * - `not-pay`: whatever it answers, the order is not paid
 * - `live`: accept nothing, and go on answering others, meanwhile and afterwards
 * - `take`: acknowledge, for it is genuine
 */
type Wanted = 'refuse' | 'not-pay' | 'live' | 'take';

/** One thing that may happen to a notification route. */
export interface Attack {
  readonly id: AttackId;
  readonly title: Sentence;
  readonly wanted: Wanted;
  /** Whether the first response is to somebody else, while the attack goes on. */
  readonly hasBystander?: boolean | undefined;
  /** Whether a shop may acknowledge it that ships nothing, and tells a person of it. */
  readonly isForPerson?: boolean | undefined;
  /** What to do in a shop that does not stand it. */
  readonly advice: Sentence;
  /** Sends what there is to send. The responses, in the order of sending. */
  readonly run: (scene: Scene) => Promise<readonly ShopResponse[]>;
}
