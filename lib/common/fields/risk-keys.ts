import { isBlank } from '../blank.js';

/** What a key of `risk_item` is asked for; what is missing is warned about once for each. */
export type RiskKind =
  | 'basic'
  | 'server to server'
  | 'app'
  | 'web'
  | 'real name'
  | 'delivery'
  | 'virtual goods'
  | 'games'
  | 'ticketing'
  | 'hotel';

/** The keys that a payment lacks, by the kind that asks for them. */
export interface MissingRiskKeys {
  readonly kind: RiskKind;
  readonly keys: readonly string[];
}

/** `frms_client_chnl` as LianLian's table has it. */
export const CLIENTS: readonly string[] = ['10', '13', '16'];

/** What is known of the payment beside its risk parameters. */
interface RiskContext {
  /** Whether the payer never sees a page of LianLian's. */
  readonly direct: boolean;
}

interface Group {
  readonly kind: RiskKind;
  readonly keys: readonly string[];
  /** Keys of the group that need not be there, but tell that the group is meant. */
  readonly optional?: readonly string[];
}

const BASIC: Group = {
  kind: 'basic',
  keys: [
    'frms_ware_category',
    'user_info_mercht_userno',
    'user_info_bind_phone',
    'user_info_dt_register',
    'goods_name',
  ],
};

const SERVER_TO_SERVER: Group = { kind: 'server to server', keys: ['frms_client_chnl', 'frms_ip_addr'] };

/**
 * Groups for some goods or merchants. Which of them a payment needs, LianLian knows by `frms_ware_category`;
 * here only a group that was begun is known to be meant.
 */
const BEGUN: readonly Group[] = [
  {
    kind: 'real name',
    keys: ['user_info_full_name', 'user_info_id_no', 'user_info_identify_state', 'user_info_identify_type'],
    optional: ['user_info_id_type'],
  },
  {
    kind: 'delivery',
    keys: [
      'delivery_full_name',
      'delivery_addr_province',
      'delivery_addr_city',
      'delivery_phone',
      'logistics_mode',
      'delivery_cycle',
      'goods_count',
      'virtual_goods_status',
    ],
    optional: ['delivery_addr_full', 'normal_delivery_address', 'virtual_goods_amount'],
  },
  { kind: 'games', keys: ['game_id_belongs'], optional: ['game_id'] },
  {
    kind: 'ticketing',
    keys: ['cinema_name', 'book_phone', 'cinema_addr_province', 'cinema_addr_city', 'dt_play', 'goods_count'],
  },
  { kind: 'hotel', keys: ['hotel_com_name', 'hotel_phone', 'dt_arrive', 'dt_leave'] },
];

/** Shared by two groups, so it tells of neither that it is meant. */
const SHARED = 'goods_count';

/** The groups that each key tells of. */
const GROUPS_OF = new Map<string, Group[]>();
for (const group of BEGUN) {
  for (const key of [...group.keys, ...(group.optional ?? [])]) {
    if (key !== SHARED) GROUPS_OF.set(key, [...(GROUPS_OF.get(key) ?? []), group]);
  }
}

/**
 * Keys that follow from another key's value. The documents print `virtual_goods_status` 0 where 1 (has virtual
 * goods) is meant.
 */
const LINKED: readonly { readonly kind: RiskKind; key: string; when: string; is: string }[] = [
  { kind: 'app', key: 'frms_imei', when: 'frms_client_chnl', is: '10' },
  { kind: 'web', key: 'frms_mac_addr', when: 'frms_client_chnl', is: '13' },
  { kind: 'games', key: 'game_id', when: 'game_id_belongs', is: '2' },
  { kind: 'virtual goods', key: 'virtual_goods_amount', when: 'virtual_goods_status', is: '1' },
];

/**
 * The keys that LianLian's tables ask for and the payment lacks. None of them is a reason to refuse it: the
 * documents' own samples lack some.
 */
export function missingRiskKeys(
  riskItem: Readonly<Record<string, unknown>>,
  { direct }: RiskContext,
): readonly MissingRiskKeys[] {
  const has = (key: string): boolean => Object.hasOwn(riskItem, key) && !isBlank(riskItem[key]);
  const begun = new Set<Group>();
  for (const key of Object.keys(riskItem)) {
    if (!has(key)) continue;
    for (const group of GROUPS_OF.get(key) ?? []) begun.add(group);
  }
  const groups = [BASIC, ...(direct ? [SERVER_TO_SERVER] : []), ...BEGUN.filter((group) => begun.has(group))];
  const missing = [
    ...groups.map(({ kind, keys }) => ({ kind, keys: keys.filter((key) => !has(key)) })),
    ...LINKED.filter(({ when, is }) => has(when) && String(riskItem[when]).trim() === is).map(
      ({ kind, key }) => ({
        kind,
        keys: has(key) ? [] : [key],
      }),
    ),
  ];
  return missing.filter(({ keys }) => keys.length > 0);
}

/** Whether the client is told as in LianLian's demo programs, ` 16` and ` H5`, and not as in its table. */
export function hasUnlistedClient({ frms_client_chnl: client }: Readonly<Record<string, unknown>>): boolean {
  return !isBlank(client) && !CLIENTS.some((each) => client === each || client === Number(each));
}
