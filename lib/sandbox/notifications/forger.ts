import { amountOfFen, fenOfAmount, paddedAmount } from '../common/amount.js';
import type { DeliveryHow } from '../contract.js';
import type { MessageSigner } from '../common/message-signer.js';
import { otherPartner } from '../common/merchants.js';

/** Copies that LianLian would never send. */
type FalseHow = Extract<
  DeliveryHow,
  'tampered' | 'unsigned' | 'foreign-key' | 'wrong-amount' | 'wrong-currency' | 'wrong-merchant'
>;

/** Who signs false copies. */
export interface MessageSigners {
  /** With LianLian's key. */
  readonly own: MessageSigner;
  /** With a key that is not LianLian's. */
  readonly foreign: () => Promise<MessageSigner>;
}

type Fields = Readonly<Record<string, string>>;

const forgeries: Readonly<
  Record<FalseHow, (fields: Fields, signers: MessageSigners, stranger: string) => Promise<string>>
> = {
  tampered: (fields) => Promise.resolve(JSON.stringify(withMore(fields, 1n))),
  unsigned: ({ sign: _, ...fields }) => Promise.resolve(JSON.stringify(fields)),
  'foreign-key': async (fields, { foreign }) => signed(fields, await foreign()),
  'wrong-amount': (fields, { own }) => signed(withMore(fields, 100n), own),
  'wrong-currency': (fields, { own }) =>
    signed({ ...fields, currency_order: otherCurrency(fields['currency_order']) }, own),
  'wrong-merchant': (fields, { own }, oid_partner) => signed({ ...fields, oid_partner }, own),
};

/** Whether this way to deliver makes a false copy. */
export function isForgery(how: DeliveryHow | undefined): how is FalseHow {
  return how !== undefined && Object.hasOwn(forgeries, how);
}

/** Writes false copies of a notification. */
export class Forger {
  /** @param merchants every merchant of the sandbox */
  constructor(
    private readonly signers: MessageSigners,
    private readonly merchants: readonly string[],
  ) {}

  /** The JSON text of a false copy. */
  forge(how: FalseHow, fields: Fields): Promise<string> {
    return forgeries[how](fields, this.signers, this.strangerTo(fields['oid_partner'] ?? ''));
  }

  /** Another merchant of the sandbox, or a number that no merchant has. */
  private strangerTo(oid_partner: string): string {
    const other = this.merchants.find((each) => each !== oid_partner);
    return other ?? otherPartner(oid_partner);
  }
}

function withMore(fields: Fields, fen: bigint): Record<string, string> {
  const name = 'money_refund' in fields ? 'money_refund' : 'money_order';
  const amount = fenOfAmount(paddedAmount(fields[name] ?? '')) ?? 0n;
  return { ...fields, [name]: amountOfFen(amount + fen) };
}

/** Another currency than the payment's own, which is yuan where it names none. */
function otherCurrency(currency = 'CNY'): string {
  return currency === 'USD' ? 'EUR' : 'USD';
}

async function signed({ sign: _, sign_type, ...fields }: Fields, signer: MessageSigner): Promise<string> {
  const padded = Object.entries(fields).map(([name, value]) => [
    name,
    name.startsWith('money_') ? paddedAmount(value) : value,
  ]);
  const { json } = await signer.sign(
    Object.fromEntries(padded) as Fields,
    sign_type === 'RSA' ? 'RSA' : 'SHA256withRSA',
    { notifies: true },
  );
  return json;
}
