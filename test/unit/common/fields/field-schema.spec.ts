import { describe, expect, it } from 'vitest';

import { CardListResponse } from '../../../../lib/apis/card/card-list.response.js';
import { AggregateDirectRequest } from '../../../../lib/apis/aggregate-direct/aggregate-direct.request.js';
import { UnifiedCreateRequest } from '../../../../lib/apis/unified-gateway/unified-create.request.js';
import { fieldsOf } from '../../../../lib/common/fields/field-registry.js';
import { Text } from '../../../../lib/common/fields/text-fields.js';
import { LianlianMessage } from '../../../../lib/common/fields/lianlian-message.js';
import { requestFields, rulesOf } from '../../../conformance/support/data.js';
import { definitions } from '../../../conformance/support/definitions.js';

/** What swagger asks of a class. */
function described(message: new () => LianlianMessage): Readonly<Record<string, object>> {
  return LianlianMessage._OPENAPI_METADATA_FACTORY.call(message);
}

describe('what a class tells swagger', () => {
  it('is every field of its own and of its base', () => {
    expect(Object.keys(described(AggregateDirectRequest)).toSorted()).toEqual(
      [...fieldsOf(AggregateDirectRequest).keys()].toSorted(),
    );
    expect(described(AggregateDirectRequest)).toMatchObject({
      oid_partner: { type: 'string', pattern: '^\\d{18}$', required: false },
      no_order: { type: 'string', maxLength: 32, required: true },
      pay_type: { type: 'string', enum: ['I', 'L', 'Y', 'W'], required: true },
      money_order: { type: 'string', required: true },
      notify_url: { type: 'string', format: 'uri', maxLength: 128, required: false },
      risk_item: { oneOf: [{ type: 'object' }, { type: 'string' }], required: true },
    });
  });

  it('takes a number or its digits where the field does', () => {
    expect(described(UnifiedCreateRequest)['flag_chnl']).toMatchObject({
      oneOf: [{ type: 'integer' }, { type: 'string' }],
    });
  });

  it('names the class of a list', () => {
    const list = described(CardListResponse)['agreement_list'];
    expect(list).toMatchObject({ isArray: true });
    // swagger takes a function for one that returns the class if its name is this
    expect(list).toHaveProperty('type.name', 'type');
  });

  it('says of a field what its doc comment does, wherever the field is declared', () => {
    class Heir extends AggregateDirectRequest {}
    expect(described(Heir)).toMatchObject({
      oid_partner: {
        description:
          'Chooses the merchant where the module has several; with one it may be left out. 18 digits.',
      },
      no_order: {
        description:
          'Your order number. At most 32 characters.\n\nAn unpaid order may be sent again with the same dt_order; a paid one is refused.',
      },
      shareing_data: {
        oneOf: [
          { items: { properties: { account: { description: expect.stringMatching(/^The user_id or/) } } } },
          { type: 'string' },
        ],
      },
    });
    expect(described(CardListResponse)['agreement_list']).toHaveProperty(
      'description',
      expect.stringMatching(/^The cards of this page,/),
    );
  });

  it("does not take JavaScript's own names for descriptions", () => {
    class constructor extends LianlianMessage {
      @Text(3)
      name!: string;
    }
    expect(described(constructor)['name']).toMatchObject({ description: undefined });
  });

  it.each(definitions)('describes every field: $id', ({ request, response }) => {
    for (const message of response === undefined ? [request] : [request, response]) {
      for (const [name, field] of Object.entries(described(message))) {
        expect(field, name).toHaveProperty('description', expect.stringMatching(/^.{3,}\.$/s));
        expect(field, name).not.toHaveProperty('description', expect.stringMatching(/[`{}@]/));
      }
    }
  });

  it.each(definitions)('agrees with the documents: $id', ({ id, request }) => {
    const fields = described(request);
    for (const { name, maxLength } of requestFields(id)) {
      const field = fields[name];
      if (field !== undefined && 'maxLength' in field && field.maxLength !== undefined) {
        expect([name, field.maxLength]).toEqual([name, maxLength]);
      }
    }
    // Of those that the module fills in, a caller knows nothing.
    const choices = Object.entries(rulesOf(id).enums ?? {}).filter(([name]) => name in fields);
    for (const [name, values] of choices) {
      const described = JSON.stringify(fields[name]);
      for (const value of values) expect(described, name).toMatch(new RegExp(`[",[]${value}[",\\]]`));
    }
  });
});
