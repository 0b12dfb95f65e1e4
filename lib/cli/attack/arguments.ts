import { isMerchantNumber } from '../../common/merchant-number.js';
import { isAddress } from '../../sandbox/attacks/ask-shop.js';
import { fenOfAmount, paddedAmount } from '../../sandbox/common/amount.js';
import { DEMO_PARTNER } from '../../sandbox/common/merchants.js';
import { currencies } from '../../sandbox/data/data.js';
import { UsageError } from '../command.js';
import { parsedArguments } from '../parsed-arguments.js';
import { attackMessages } from './attack.messages.js';

/** The keys' folder, and an order of the shop's: what an attack without a sandbox needs. */
export interface LoneTarget {
  readonly keysDir: string;
  readonly oid_partner: string;
  readonly no_order: string;
  /** By default now. */
  readonly dt_order?: string | undefined;
  readonly money_order: string;
  readonly currency_order?: string | undefined;
}

/** A call of the attack command. */
export interface AttackCall {
  /** The shop's notification route; where there is a sandbox, by default the order's own. */
  readonly url?: string | undefined;
  /** Origin of a running sandbox. */
  readonly sandbox: string;
  /** Undefined where the sandbox has keys and orders. */
  readonly lone?: LoneTarget | undefined;
  readonly no_order?: string | undefined;
  readonly oid_partner?: string | undefined;
  readonly statusUrl?: string | undefined;
  readonly paid?: string | undefined;
  readonly payouts: boolean;
  readonly isJson: boolean;
  /** File for JUnit's XML. */
  readonly junit?: string | undefined;
}

const DEFAULT_SANDBOX = 'http://127.0.0.1:4000';

const OPTIONS = {
  sandbox: { type: 'string' },
  keys: { type: 'string' },
  order: { type: 'string' },
  amount: { type: 'string' },
  currency: { type: 'string' },
  'dt-order': { type: 'string' },
  'oid-partner': { type: 'string' },
  status: { type: 'string' },
  paid: { type: 'string' },
  'no-payouts': { type: 'boolean' },
  json: { type: 'boolean' },
  junit: { type: 'string' },
} as const;

/** @throws UsageError for an unknown option, a wrong value, and what does not fit together */
export function parseAttackArguments(argv: readonly string[]): AttackCall {
  const { values, positionals, places } = parsedArguments(argv, OPTIONS);
  const [url, surplus] = positionals;
  if (surplus !== undefined) throw new UsageError(attackMessages.oneAddress(places[1]));
  if (url !== undefined && !isAddress(url)) throw new UsageError(attackMessages.address(places[0]));
  const { sandbox = DEFAULT_SANDBOX, status, paid, order, 'oid-partner': oid_partner } = values;
  if (!isAddress(sandbox)) throw new UsageError(attackMessages.sandbox());
  if ((status === undefined) !== (paid === undefined)) throw new UsageError(attackMessages.statusPair());
  if (oid_partner !== undefined && !isMerchantNumber(oid_partner)) {
    throw new UsageError(attackMessages.oidPartner());
  }
  const lone = loneTargetOf(values);
  if (lone !== undefined && url === undefined) throw new UsageError(attackMessages.addressMissing());
  return {
    ...{ url, sandbox, lone, oid_partner, paid },
    no_order: order,
    statusUrl: status,
    payouts: values['no-payouts'] !== true,
    isJson: values.json === true,
    junit: values.junit,
  };
}

function loneTargetOf(
  values: Readonly<Record<string, string | boolean | undefined>>,
): LoneTarget | undefined {
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const [keysDir, no_order, money] = [text('keys'), text('order'), text('amount')];
  if (keysDir === undefined) {
    const [surplus] = ['amount', 'currency', 'dt-order'].filter((name) => values[name] !== undefined);
    if (surplus !== undefined) throw new UsageError(attackMessages.onlyWithKeys(surplus));
    return undefined;
  }
  if (values['sandbox'] !== undefined) throw new UsageError(attackMessages.keysOrSandbox());
  if (no_order === undefined || money === undefined) throw new UsageError(attackMessages.orderMissing());
  const money_order = paddedAmount(money);
  if (fenOfAmount(money_order) === undefined) throw new UsageError(attackMessages.amount());
  const dt_order = text('dt-order');
  if (dt_order !== undefined && !/^\d{14}$/.test(dt_order)) throw new UsageError(attackMessages.dtOrder());
  return {
    ...{ keysDir, no_order, money_order, dt_order },
    oid_partner: text('oid-partner') ?? DEMO_PARTNER,
    currency_order: currencyOf(text('currency')),
  };
}

function currencyOf(text: string | undefined): string | undefined {
  if (text === undefined || currencies.includes(text)) return text;
  throw new UsageError(attackMessages.currency(currencies));
}
