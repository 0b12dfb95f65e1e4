import { LianlianService, LianlianValidationError } from 'nestjs-lianlian';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { NOTIFIED_FIELDS } from '../../lib/common/messages/notified-fields.js';
import { catalogue, rulesOf } from '../conformance/support/data.js';
import { PAGE } from '../e2e/calls/support/samples.js';
import { ADAPTERS } from '../support/adapters.js';
import { FORM, form } from '../support/http.js';
import { postRaw } from './support/raw-http.js';
import { expectUnharmed, genuine, nothingHandled, openTarget, type Target } from './support/target.js';

const NOTIFIED_KINDS = ['payment', 'refund', 'payout', 'mpay', 'exchange'] as const;

it('the fields that may not hide are those that the documents list', () => {
  const documented = NOTIFIED_KINDS.flatMap((kind) => [
    ...catalogue.notifications[kind].fields.map(({ name }) => name),
    ...Object.values(rulesOf(`notifications.${kind}`).aliases ?? {}).flat(),
  ]);
  expect(new Set<string>(NOTIFIED_FIELDS)).toEqual(new Set(documented.filter((name) => name !== 'sign')));
});

/**
 * The text that is signed has no escaping. A payer whose remark stands in `info_order` could write another field into
 * it, and move that out of the remark afterwards without changing a byte of what LianLian signed.
 */
describe.each(ADAPTERS)('a field that hides in the text of another, on %s', (adapter) => {
  let target: Target;
  beforeAll(async () => (target = await openTarget(adapter)));
  afterAll(() => target.close());
  afterEach(() => expectUnharmed(target));

  it.each(NOTIFIED_FIELDS)(
    'is refused with a 400 as %s, before LianLian signs it and afterwards',
    async (name) => {
      const remark = `for you&${name}=x`;
      const request = target.shop.app.get(LianlianService).aggregateRedirect.createForm({
        ...PAGE,
        notify_url: 'https://a.example/',
        url_return: 'https://a.example/',
        info_order: remark,
      });
      await expect(request).rejects.toBeInstanceOf(LianlianValidationError);
      await expect(request).rejects.toMatchObject({ violations: [{ property: 'info_order' }] });

      const unseen = nothingHandled(target);
      const signed = genuine({ info_order: remark });
      expect((await postRaw(target.notifyUrl, JSON.stringify(signed))).status).toBe(400);
      expect((await postRaw(target.notifyUrl, form(signed), [['content-type', FORM]])).status).toBe(400);
      unseen();
    },
  );

  it('is refused in a name, and as the token of a card that the payer never had', async () => {
    const unseen = nothingHandled(target);
    const { info_order = '', ...rest } = genuine({ info_order: 'for you&no_agree=TOKEN' });
    expect((await postRaw(target.notifyUrl, JSON.stringify({ ...rest, info_order }))).status).toBe(400);
    const named = { ...rest, 'info_order=for you&no_agree': 'TOKEN' };
    expect((await postRaw(target.notifyUrl, JSON.stringify(named))).status).toBe(400);
    unseen();
  });
});
