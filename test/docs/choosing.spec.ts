import { readFileSync } from 'node:fs';

import { NestFactory } from '@nestjs/core';
import { LianlianModule, LianlianService } from 'nestjs-lianlian';
import { beforeAll, describe, expect, it } from 'vitest';

import { settingsWith } from '../support/shop.js';
import { pages, root } from './guide.js';
import { codeIn, rowsUnder } from './markdown.js';

/** Services of which no method makes money move from or to a payer. */
const STARTS_NOTHING = new Set([
  ...['aggregateQuery', 'easypayQuery', 'preauth', 'cards', 'refunds', 'account', 'banks', 'reports'],
  ...['queries', 'sweeper', 'merchants', 'events'],
]);

/** Later steps, and what `payouts.settle` does by itself. */
const LATER = new Set(['query', 'verify', 'bindApply', 'bindVerify', 'confirm', 'payouts.apply']);

let methods: ReadonlySet<string>;

beforeAll(async () => {
  const module = LianlianModule.forRoot(settingsWith({}, undefined));
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  methods = new Set(
    Object.entries(app.get(LianlianService)).flatMap(([property, service]) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(service)).map((method) => `${property}.${method}`),
    ),
  );
  await app.close();
});

/** Methods of the facade that a text names: `aggregateDirect.pay`. */
const methodsIn = (codes: readonly string[]): Set<string> =>
  new Set(codes.flatMap((code) => /^(?:→ )?(\w+\.[a-z]\w+)/i.exec(code)?.[1] ?? []));

const starting = (): string[] =>
  [...methods].filter((each) => {
    const [service = '', method = ''] = each.split('.');
    return !STARTS_NOTHING.has(service) && !LATER.has(method) && !LATER.has(each) && method !== 'constructor';
  });

const SECTIONS = {
  'docs/choosing-a-way-to-pay.md': ['The same tree in words', 'What comes back and when it counts as paid'],
  'docs/zh/choosing-a-way-to-pay.md': ['文字版', '返回什么以及何时算已支付'],
} as const;

describe.each(Object.entries(SECTIONS))('%s', (path, [words, table]) => {
  const page = pages.find((each) => each.path === path) ?? { text: '' };
  const tree = page.text.split(`## ${words}\n`)[1]?.split('\n## ')[0] ?? '';
  const picture = readFileSync(
    `${root}docs/pictures/choosing${path.includes('/zh/') ? '.zh' : ''}.svg`,
    'utf8',
  );
  const drawn = [...picture.matchAll(/<text class="code"[^>]*>([^<]*)</g)].flatMap(([, text = '']) =>
    text.split(', '),
  );
  const inTree = methodsIn(codeIn(tree));

  it('names methods that there are', () => {
    const named = [...methodsIn(codeIn(page.text))].filter((name) => !/^(form|lianlian)\./.test(name));
    expect(named.filter((name) => !methods.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  it('has every method that starts a payment or a payout, in the tree and in the table', () => {
    expect([...inTree]).toEqual(expect.arrayContaining(starting()));
    const rows = rowsUnder(page, table).flatMap(([method]) => codeIn(method));
    expect(rows.toSorted()).toEqual(starting().toSorted());
  });

  it('draws the tree that it has in words', () => {
    expect([...methodsIn(drawn)].toSorted()).toEqual([...inTree].toSorted());
  });

  it('draws what each is called with as it has it in words', () => {
    const inPicture = [...picture.matchAll(/<text class="code"[^>]* (y="\d+")>([^<]*)</g)].flatMap(
      ([, place = '', method = '']) => {
        const type = new RegExp(`<text class="type"[^>]* ${place}>\\w+ ([\\w/]+)<`).exec(picture)?.[1];
        return type === undefined ? [] : [`${method} ${type}`];
      },
    );
    const inWords = tree.split(/\n\s*- /).flatMap((item) => {
      const [first] = methodsIn(codeIn(item));
      // `flag_chnl` says where the payer is, as the tree does.
      const values = codeIn(item.split('`flag_chnl`')[0]).filter((code) => code.length < 3);
      return first === undefined || values.length === 0 ? [] : [`${first} ${values.join('/')}`];
    });
    expect(inPicture.length).toBeGreaterThan(10);
    expect(inWords.toSorted()).toEqual(inPicture.toSorted());
  });
});
