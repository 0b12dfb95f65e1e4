import { describe, expect, it } from 'vitest';

import type { RiskItem } from '../../lib/common/fields/risk-item.js';
import { type MissingRiskKeys, missingRiskKeys } from '../../lib/common/fields/risk-keys.js';
import { catalogue, rules } from './support/data.js';

/** The keys that the type names, leaving out its index signature. */
type TypedKey = keyof { [Key in keyof RiskItem as string extends Key ? never : Key]: true };

/** The compiler holds this list and the type together. */
const TYPED = {
  frms_ware_category: true,
  user_info_mercht_userno: true,
  user_info_bind_phone: true,
  user_info_dt_register: true,
  goods_name: true,
  frms_is_real_name: true,
  user_info_mercht_userlogin: true,
  user_info_mail: true,
  user_info_mercht_usertype: true,
  user_info_register_ip: true,
  frms_client_chnl: true,
  frms_ip_addr: true,
  user_auth_flag: true,
  frms_imei: true,
  frms_mac_addr: true,
  user_info_full_name: true,
  user_info_id_no: true,
  user_info_identify_state: true,
  user_info_identify_type: true,
  user_info_id_type: true,
  delivery_full_name: true,
  delivery_addr_province: true,
  delivery_addr_city: true,
  delivery_phone: true,
  logistics_mode: true,
  delivery_cycle: true,
  goods_count: true,
  virtual_goods_status: true,
  delivery_addr_full: true,
  normal_delivery_address: true,
  virtual_goods_amount: true,
  game_id_belongs: true,
  game_id: true,
  cinema_name: true,
  book_phone: true,
  cinema_addr_province: true,
  cinema_addr_city: true,
  dt_play: true,
  hotel_com_name: true,
  hotel_phone: true,
  dt_arrive: true,
  dt_leave: true,
  airline_list: true,
} satisfies Record<TypedKey, true>;

const { notes: _notes, serverToServerByClient, ...lists } = catalogue.riskItem;
const groups = lists as Readonly<Record<string, readonly string[]>>;
const byClient = serverToServerByClient as Readonly<Record<string, readonly string[]>>;

/** What the groups of the catalogue are called in a warning. */
const KINDS: Readonly<Record<string, string>> = {
  basic: 'basic',
  serverToServer: 'server to server',
  realName: 'real name',
  delivery: 'delivery',
  games: 'games',
  ticketing: 'ticketing',
  hotel: 'hotel',
};
const REQUIRED_OF_ALL = ['basic', 'serverToServer'];

function missing(items: Record<string, unknown>, direct = true): readonly MissingRiskKeys[] {
  return missingRiskKeys(items, { direct });
}

function missingOf(kind: string | undefined, items: Record<string, unknown>): readonly string[] {
  return missing(items)
    .filter((entry) => entry.kind === kind)
    .flatMap(({ keys }) => keys);
}

describe('risk_item', () => {
  it('is typed for every documented key', () => {
    const linked = rules.$structures.risk_item.requiredIf.map(({ field }) => field);
    const documented = [...Object.values(groups).flat(), ...Object.values(byClient).flat(), ...linked];
    expect(new Set([...documented, 'airline_list'])).toEqual(new Set(Object.keys(TYPED)));
  });

  it('has the groups that this test knows', () => {
    const optional = ['basicOptional', 'serverToServerOptional', 'realNameOptional', 'deliveryOptional'];
    expect(Object.keys(groups).sort()).toEqual([...Object.keys(KINDS), ...optional].sort());
  });

  it.each(Object.entries(groups).filter(([name]) => name in KINDS))(
    'the keys of %s are missed',
    (name, keys) => {
      for (const key of keys) {
        const others = Object.fromEntries(keys.filter((other) => other !== key).map((other) => [other, '1']));
        // A group of one key is begun by the keys that go with it.
        const begun = keys.length > 1 || REQUIRED_OF_ALL.includes(name) ? others : { game_id: '1' };
        for (const blank of [undefined, '', ' ', null]) {
          expect(missingOf(KINDS[name], { ...begun, [key]: blank }), key).toContain(key);
        }
      }
      expect(missingOf(KINDS[name], Object.fromEntries(keys.map((key) => [key, '1'])))).toEqual([]);
    },
  );

  it.each(Object.keys(KINDS).filter((name) => !REQUIRED_OF_ALL.includes(name)))(
    '%s is missed only where it was begun',
    (name) => {
      expect(missing({}).map(({ kind }) => kind)).toEqual(['basic', 'server to server']);
      expect(missingOf(KINDS[name], {})).toEqual([]);
    },
  );

  it.each(Object.entries(groups).filter(([name]) => /^(real|deliv).*Optional$/.test(name)))(
    'a key of %s begins its group',
    (name, keys) => {
      for (const key of keys) {
        expect(missingOf(KINDS[name.replace('Optional', '')], { [key]: '1' })).not.toContain(key);
        expect(missingOf(KINDS[name.replace('Optional', '')], { [key]: '1' })).not.toEqual([]);
      }
    },
  );

  it('server to server keys are missed by direct APIs alone', () => {
    expect(missing({}, false).map(({ kind }) => kind)).toEqual(['basic']);
  });

  it.each(Object.entries(byClient))('client %s asks for %j', (client, keys) => {
    for (const value of [client, Number(client)]) {
      const found = missing({ frms_client_chnl: value }).flatMap((entry) => entry.keys);
      expect(found).toEqual(expect.arrayContaining([...keys]));
    }
    const others = Object.keys(byClient).filter((other) => other !== client);
    for (const other of [...others, '16']) {
      const found = missing({ frms_client_chnl: other }).flatMap((entry) => entry.keys);
      for (const key of keys) expect(found).not.toContain(key);
    }
  });

  it.each(rules.$structures.risk_item.requiredIf)(
    '$field is missed when $when',
    ({ field, when, source }) => {
      const [[name, values] = ['', null]] = Object.entries(when);
      const printed = Array.isArray(values) ? String(values[0]) : '';
      // "as printed; 1 (has virtual goods) is surely meant"
      const value = source?.includes('1 (has virtual goods) is surely meant') === true ? '1' : printed;
      const keysOf = (items: Record<string, unknown>) => missing(items).flatMap(({ keys }) => keys);
      expect(keysOf({ [name]: value })).toContain(field);
      expect(keysOf({ [name]: value, [field]: '1' })).not.toContain(field);
      expect(keysOf({ [name]: '~' })).not.toContain(field);
    },
  );
});
