import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { AGGREGATE_DIRECT } from '../../../lib/apis/aggregate-direct/aggregate-direct.definition.js';
import { AGGREGATE_REDIRECT } from '../../../lib/apis/aggregate-redirect/aggregate-redirect.definition.js';
import { CARD_BIND_APPLY } from '../../../lib/apis/card/card.definitions.js';
import { EASYPAY_APPLY } from '../../../lib/apis/easypay-direct/easypay-direct.definitions.js';
import { UNIFIED_CREATE } from '../../../lib/apis/unified-gateway/unified-gateway.definition.js';
import { RiskWarnings } from '../../../lib/wire/risk-warnings.js';

const BASIC = {
  frms_ware_category: '1009',
  user_info_mercht_userno: 'u-1',
  user_info_bind_phone: '13958069593',
  user_info_dt_register: '20131030122130',
  goods_name: '羽毛球',
};

describe('a payment without what risk control asks for', () => {
  let warned: string[];

  beforeEach(() => {
    warned = [];
    vi.spyOn(Logger.prototype, 'warn').mockImplementation((message: unknown) => {
      warned.push(String(message));
    });
  });

  afterEach(() => vi.restoreAllMocks());

  function check(warnings: RiskWarnings, items: object, api: object = AGGREGATE_REDIRECT): void {
    warnings.check(api as typeof AGGREGATE_REDIRECT, { risk_item: JSON.stringify(items) });
  }

  it('is warned about once per kind, by the names of the keys', () => {
    const warnings = new RiskWarnings();
    check(warnings, { ...BASIC, goods_name: '' });
    check(warnings, { ...BASIC, goods_name: '' });
    check(warnings, {});
    expect(warned).toEqual([
      "Aggregate Payment Redirect API: risk_item lacks goods_name (basic), which LianLian's risk control asks for. The payment is made all the same; this warning comes once.",
    ]);
    check(warnings, { ...BASIC, game_id_belongs: 2 });
    check(warnings, { ...BASIC, frms_client_chnl: 10 });
    check(warnings, { ...BASIC, frms_client_chnl: '13' });
    expect(warned.slice(1).map((line) => /lacks (.*), which/.exec(line)?.[1])).toEqual([
      'game_id (games)',
      'frms_imei (app)',
      'frms_mac_addr (web)',
    ]);
  });

  it.each([' 16', ' H5', 'H5', ' 13'])('whose client is %j is warned about once', (frms_client_chnl) => {
    const warnings = new RiskWarnings();
    const items = { ...BASIC, frms_client_chnl, frms_mac_addr: '1' };
    check(warnings, items);
    check(warnings, items);
    expect(warned).toHaveLength(1);
    expect(warned[0]).toContain('frms_client_chnl of risk_item is not written as');
  });

  it.each(['10', 13, '16', ' '])('whose client is %j is as it should be', (frms_client_chnl) => {
    check(new RiskWarnings(), { ...BASIC, frms_client_chnl, frms_mac_addr: '1', frms_imei: '1' });
    expect(warned).toEqual([]);
  });

  it('asks for the keys of a client with a blank before it, too', () => {
    check(new RiskWarnings(), { ...BASIC, frms_client_chnl: ' 10' });
    expect(warned.join()).toContain('lacks frms_imei (app)');
  });

  it('is warned about anew in another app of the process', () => {
    check(new RiskWarnings(), {});
    check(new RiskWarnings(), {});
    expect(warned).toHaveLength(2);
  });

  it('never has its values in the warning', () => {
    check(new RiskWarnings(), { user_info_id_no: '339005198901194918', delivery_phone: '13958069593' });
    expect(warned.length).toBeGreaterThan(1);
    expect(warned.join()).not.toMatch(/339005|1395806/);
  });

  it.each([AGGREGATE_DIRECT, EASYPAY_APPLY, CARD_BIND_APPLY])('lacks the client in $title', (api) => {
    check(new RiskWarnings(), BASIC, api);
    expect(warned.join()).toContain('frms_client_chnl, frms_ip_addr (server to server)');
  });

  it.each([AGGREGATE_REDIRECT, UNIFIED_CREATE])(
    'lacks nothing in $title, where LianLian sees the client',
    (api) => {
      check(new RiskWarnings(), BASIC, api);
      expect(warned).toEqual([]);
    },
  );

  it('lacks nothing where there is no risk_item', () => {
    new RiskWarnings().check(CARD_BIND_APPLY, {});
    expect(warned).toEqual([]);
  });
});
