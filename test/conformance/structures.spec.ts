import { describe, expect, it } from 'vitest';

import { fieldsOf } from '../../lib/common/fields/field-registry.js';
import { expectAccepted, expectRefused, problems } from './support/check.js';
import { catalogue, requestFields, rules } from './support/data.js';
import { definitions } from './support/definitions.js';
import { requestWith } from './support/rule-tests.js';
import { ASTRAL, formatSamples } from './support/samples.js';
import { byId } from './support/titles.js';

const { shareing_data: sharing, risk_item: risk } = rules.$structures;

function having(name: string): typeof definitions {
  return definitions.filter(({ id }) => requestFields(id).some((field) => field.name === name));
}

describe.each(byId(having('shareing_data')))('%s: shareing_data', (id, api) => {
  const recipient = { account: 'u-2', type: '0', amount: '1.00', description: 'share' };
  const withRecipients = (...list: readonly unknown[]) => requestWith(api, 'shareing_data', list);
  const asText = (list: readonly (typeof recipient)[]) =>
    list.map((item) => Object.values(item).join(sharing.partSeparator)).join(sharing.separator);
  const encoded = (value: unknown) => fieldsOf(api.request).get('shareing_data')?.encode(value);

  it(`${id}: shareing_data: this test knows every rule of it`, () => {
    expect(Object.keys(sharing)).toEqual([
      'maxRecipients',
      'separator',
      'partSeparator',
      'parts',
      'enums',
      'labels',
      'formats',
      'maxLength',
      'forbidden',
      'account',
    ]);
    expect(Object.keys(sharing.enums)).toEqual(['type']);
    expect(Object.keys(sharing.maxLength)).toEqual(['description']);
  });

  it(`${id}: shareing_data: at most ${String(sharing.maxRecipients)} recipients`, () => {
    const most = Array.from({ length: sharing.maxRecipients }, () => recipient);
    for (const list of [most, asText(most)]) expectAccepted(api, requestWith(api, 'shareing_data', list));
    for (const list of [[...most, recipient], asText([...most, recipient])]) {
      expectRefused(api, requestWith(api, 'shareing_data', list), 'shareing_data');
    }
  });

  it(`${id}: shareing_data: parts and separators, in either form`, () => {
    const list = [recipient, { ...recipient, amount: '2' }];
    const wire = asText([recipient, { ...recipient, amount: '2.00' }]);
    expect(Object.keys(recipient)).toEqual(sharing.parts);
    expect(encoded(list)).toBe(wire);
    expect(encoded(asText(list))).toBe(wire);
  });

  it.each(sharing.parts)(`${id}: shareing_data %s is required`, (part) => {
    expectRefused(api, withRecipients({ ...recipient, [part]: undefined }), 'shareing_data');
    const [violation] = problems(api, withRecipients(recipient, { ...recipient, [part]: '' }));
    expect(violation?.message).toContain(`shareing_data[1].${part}`);
  });

  it.each(Object.entries(sharing.enums))(`${id}: shareing_data %s is one of %j`, (part, values) => {
    for (const value of values) expectAccepted(api, withRecipients({ ...recipient, [part]: value }));
    for (const value of ['2', Number(values[0])]) {
      expectRefused(api, withRecipients({ ...recipient, [part]: value }), 'shareing_data');
    }
  });

  it.each(Object.entries(sharing.labels))(
    `${id}: shareing_data: the labelled values of %s are taken`,
    (part, labels) => {
      for (const value of Object.keys(labels))
        expectAccepted(api, withRecipients({ ...recipient, [part]: value }));
    },
  );

  it.each(Object.entries(sharing.formats))(`${id}: shareing_data %s has the format %s`, (part, format) => {
    const { bad } = formatSamples(format);
    for (const value of bad) {
      expectRefused(api, withRecipients({ ...recipient, [part]: value }), 'shareing_data');
    }
  });

  it.each(Object.entries(sharing.maxLength))(
    `${id}: shareing_data %s has at most %i characters`,
    (part, max) => {
      expectAccepted(api, withRecipients({ ...recipient, [part]: ASTRAL.repeat(max) }));
      expectRefused(api, withRecipients({ ...recipient, [part]: ASTRAL.repeat(max + 1) }), 'shareing_data');
    },
  );

  it.each(Object.entries(sharing.forbidden))(
    `${id}: shareing_data %s holds none of %j`,
    (part, characters) => {
      for (const character of characters) {
        expectRefused(api, withRecipients({ ...recipient, [part]: `a${character}b` }), 'shareing_data');
      }
    },
  );

  it(`${id}: shareing_data: the amounts do not exceed money_order`, () => {
    const shares = [
      { ...recipient, amount: '49.94' },
      { ...recipient, amount: '0.01' },
    ];
    expectAccepted(api, { ...withRecipients(...shares), money_order: '49.95' });
    expectRefused(api, { ...withRecipients(...shares), money_order: '49.94' }, 'shareing_data', [
      'money_order',
    ]);
  });
});

describe.each(byId(having('risk_item')))('%s: risk_item', (id, api) => {
  const withRisk = (items: unknown) => requestWith(api, 'risk_item', items);
  const forms = (items: object) => [withRisk(items), withRisk(JSON.stringify(items))];

  function expectKeyRefused(key: string, value: unknown): void {
    for (const request of forms({ [key]: value })) {
      const found = problems(api, request).filter(({ message }) => message.includes(`risk_item.${key}`));
      expect(found.map(({ property }) => property)).toEqual(['risk_item']);
    }
  }

  it(`${id}: risk_item: this test knows every rule of it`, () => {
    expect(Object.keys(risk)).toEqual([
      'enums',
      'otherEdition',
      'formats',
      'maxLength',
      'requiredIf',
      'contextual',
      'warnOnly',
    ]);
    expect(Object.keys(risk.otherEdition)).toEqual(['enums', 'source']);
  });

  it.each(Object.entries(risk.enums))(`${id}: risk_item.%s is one of %j`, (key, values) => {
    for (const value of values)
      forms({ [key]: value }).forEach((request) => {
        expectAccepted(api, request);
      });
    for (const value of ['~', ['0'], {}, true]) expectKeyRefused(key, value);
  });

  it.each(Object.entries(risk.otherEdition.enums))(
    `${id}: risk_item.%s may be %j, and is sent as it stands`,
    (key, values) => {
      for (const value of values) {
        for (const request of forms({ [key]: value })) {
          expectAccepted(api, request);
          const text = fieldsOf(api.request).get('risk_item')?.encode(request['risk_item']) ?? '';
          expect(JSON.parse(text)).toEqual({ [key]: value });
        }
      }
    },
  );

  it.each(Object.entries(risk.formats))(`${id}: risk_item.%s has the format %s`, (key, format) => {
    switch (format) {
      case 'time14':
        for (const value of ['20131030122130', 20131030122130]) {
          forms({ [key]: value }).forEach((request) => {
            expectAccepted(api, request);
          });
        }
        for (const value of ['20130230122130', '2013-10-30', '20131030']) expectKeyRefused(key, value);
        break;
      case 'date8':
        for (const value of ['20131030', 20131030]) {
          forms({ [key]: value }).forEach((request) => {
            expectAccepted(api, request);
          });
        }
        for (const value of ['20130230', '2013-10-30', '20131030122130']) expectKeyRefused(key, value);
        break;
      default:
        // "4 digits, 'generally'": no reason to refuse a payment
        expect(format).toContain('generally');
        for (const value of ['1009', '10091', 'x']) {
          forms({ [key]: value }).forEach((request) => {
            expectAccepted(api, request);
          });
        }
    }
  });

  it.each(Object.entries(risk.maxLength))(`${id}: risk_item.%s has at most %i characters`, (key, max) => {
    const isTime = risk.formats[key] === 'time14';
    const sample = isTime ? '20131030122130' : ASTRAL.repeat(max);
    forms({ [key]: sample }).forEach((request) => {
      expectAccepted(api, request);
    });
    expectKeyRefused(key, `${sample}0`);
  });

  it.each(risk.requiredIf.map(({ field, when }) => [field, when] as const))(
    `${id}: risk_item.%s never blocks a payment by its absence`,
    (_key, when) => {
      const items = Object.entries(when).map(([key, values]): [string, unknown] => [
        key,
        Array.isArray(values) ? values[0] : '',
      ]);
      expectAccepted(api, withRisk(Object.fromEntries(items)));
    },
  );

  it(`${id}: risk_item: no documented key is required, and further keys pass`, () => {
    expectAccepted(api, withRisk({}));
    const groups = Object.values(catalogue.riskItem).filter(Array.isArray).flat() as string[];
    for (const key of groups.filter((name) => /^[a-z_]+$/.test(name))) {
      expectAccepted(api, withRisk({ [key]: undefined, request_imei: 211 }));
    }
  });
});
