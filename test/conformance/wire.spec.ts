import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { parseLianlianTime } from '../../lib/common/time.js';
import { MerchantRegistry } from '../../lib/config/merchant-registry.js';
import type { LianlianSettings, Merchant } from '../../lib/config/settings.js';
import type { ApiDefinition } from '../../lib/wire/api-definition.js';
import type { LianlianMessage } from '../../lib/common/fields/lianlian-message.js';
import type { LianlianApiId } from '../../lib/common/api-ids.js';
import { prepareRequest } from '../../lib/wire/prepare-request.js';
import { requestFields, rulesOf } from './support/data.js';
import { definitions } from './support/definitions.js';
import { formatSamples, minimal, without } from './support/samples.js';
import { byId, named } from './support/titles.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const merchant: Merchant = {
  oidPartner: '201304121000001004',
  privateKey,
  lianlianPublicKeys: [publicKey],
  signType: 'SHA256withRSA',
  notifyUrl: 'https://shop.example/notify',
  returnUrl: 'https://shop.example/return',
  payoutNotifyUrl: 'https://shop.example/payout-notify',
  busiPartner: '109001',
};

const merchants = registryOf(merchant);
const time = { timeoutMs: 10_000 };

describe.each(byId(definitions))('%s', (_id, definition) => {
  const { id } = definition;
  const api = { ...definition, id: id as LianlianApiId } satisfies ApiDefinition<LianlianMessage>;
  const options = ['oid_partner', 'busi_partner', 'notify_url'];

  it(`${id}: every required field is on the wire, filled in or by option`, async () => {
    const { fields } = await prepareRequest(api, without(minimal(api), ...options), merchants, time);
    const required = requestFields(id).filter((field) => field.required);
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(required.map(({ name }) => name)));
    for (const { name, maxLength, fixed } of requestFields(id)) {
      const text = fields[name] ?? '';
      if (maxLength !== undefined) expect(text.length, name).toBeLessThanOrEqual(maxLength);
      if (fixed !== undefined) expect(text).toBe(fixed);
    }
    expect(rulesOf(id).enums?.['sign_type']).toContain(fields['sign_type']);
  });

  it(`${id}: every field on the wire has its format`, async () => {
    const { fields } = await prepareRequest(api, minimal(api), merchants, time);
    for (const [name, format] of Object.entries(rulesOf(id).formats ?? {})) {
      if (fields[name] !== undefined) expect(fields[name], name).toMatch(formatSamples(format).wire);
    }
  });

  const windows = Object.keys(rulesOf(id).timeWindows ?? {});
  it.each(windows)(`${id}: %s is the time of the call in China`, async (name) => {
    const { fields } = await prepareRequest(api, minimal(api), merchants, time);
    const skew = Math.abs(parseLianlianTime(fields[name] ?? '').getTime() - Date.now());
    expect(skew).toBeLessThan(60_000);
  });

  it.each(named(requestFields(id).filter(({ name, required }) => required && options.includes(name))))(
    `${id}: %s is required when no option stands in`,
    async (name) => {
      const unset = { notifyUrl: undefined, payoutNotifyUrl: undefined, busiPartner: undefined };
      const bare = registryOf({ ...merchant, ...unset });
      const prepared = prepareRequest(api, without(minimal(api), name), bare, time);
      // One merchant needs no naming.
      if (name === 'oid_partner')
        await expect(prepared).resolves.toMatchObject({ fields: { oid_partner: merchant.oidPartner } });
      else await expect(prepared).rejects.toThrow(`${name} is required`);
    },
  );
});

/** A registry reads nothing of the settings but the merchants. */
function registryOf(only: Merchant): MerchantRegistry {
  return new MerchantRegistry({ merchants: [only] } as unknown as LianlianSettings);
}
