import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';

import { LianlianConfigError, type LianlianModuleOptions } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { createSettings } from '../../../lib/config/create-settings.js';
import { OID_PARTNER, OTHER_OID_PARTNER, testKeys } from '../../support/merchant.js';

const keys = testKeys();
const good = {
  oidPartner: OID_PARTNER,
  privateKey: keys.merchant.privateKey,
  lianlianPublicKey: keys.lianlian.publicKey,
};
const create = (options: unknown) => createSettings(options as LianlianModuleOptions);

function errorOf(options: unknown): LianlianConfigError {
  try {
    create(options);
  } catch (error) {
    if (error instanceof LianlianConfigError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}
const optionsOf = (options: unknown): string[] => errorOf(options).problems.map(({ option }) => option);

describe('settings', () => {
  it('are complete, with the documented defaults, and frozen', () => {
    const settings = create({
      ...good,
      gateway: 'http://localhost:4000/',
      notifyUrl: '',
      returnUrl: ' https://a.example/r ',
    });
    expect(settings).toMatchObject({
      gateway: 'http://localhost:4000',
      http: { timeoutMs: 30_000 },
      notifications: { budgetMs: 4000, leaseMs: 60_000, allowedSources: undefined },
      merchants: [
        { oidPartner: OID_PARTNER, signType: 'RSA', notifyUrl: undefined, returnUrl: 'https://a.example/r' },
      ],
    });
    for (const part of [
      settings,
      settings.merchants,
      settings.merchants[0],
      settings.http,
      settings.notifications,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('name every problem at once, by option', () => {
    const wrong = {
      oidPartner: 201304121000001000,
      privateKey: '',
      lianlianPublicKey: ['nonsense!', keys.lianlian.privateKey],
      signType: 'MD5',
      notifyUrl: 'shop.example/notify',
      returnUrl: `https://a.example/${'x'.repeat(128)}`,
      busiPartner: '101002',
      gateway: 'http://localhost:4000/path',
      endpoints: { 'aggregate.redirect': 'ftp://a', unknown: 'http://a' },
      http: { timeoutMs: 0, connections: 1.5 },
      notifications: {
        leaseMs: '60000',
        budgetMs: 3_000_000_000,
        inbox: { claim: () => null },
        allowedSources: ['10.0.0.0/33'],
      },
      notifyURL: 'https://a.example',
    };
    expect(optionsOf(wrong).sort()).toEqual(
      [
        'oidPartner',
        'privateKey',
        'lianlianPublicKey[0]',
        'lianlianPublicKey[1]',
        'signType',
        'notifyUrl',
        'returnUrl',
        'busiPartner',
        'gateway',
        'endpoints.aggregate.redirect',
        'endpoints.unknown',
        'http.timeoutMs',
        'http.connections',
        'notifications.leaseMs',
        'notifications.budgetMs',
        'notifications.inbox',
        'notifications.allowedSources',
        'notifyURL',
      ].sort(),
    );
    const error = errorOf(wrong);
    for (const { option } of error.problems) expect(error.message).toContain(option);
  });

  it('say which option was probably meant, wherever it stands', () => {
    const { problems } = errorOf({
      ...good,
      notifyURL: 'https://a.example',
      timeoutMs: 5,
      http: { timeoutMS: 5 },
      notifications: { inbx: 1, colour: 1 },
    });
    const told = Object.fromEntries(problems.map(({ option, message }) => [option, message]));
    expect(told['notifyURL']).toBe('is not an option: did you mean notifyUrl?');
    expect(told['timeoutMs']).toBe('is not an option: did you mean http.timeoutMs?');
    expect(told['http.timeoutMS']).toBe('is not an option: did you mean timeoutMs?');
    expect(told['notifications.inbx']).toBe('is not an option: did you mean inbox?');
    expect(told['notifications.colour']).toContain('those here are inbox, leaseMs');
  });

  it('take a source of merchants alone, or beside merchants', () => {
    const merchantSource = { find: () => Promise.resolve(undefined) };
    expect(create({ merchantSource })).toMatchObject({ merchants: [], merchantCache: { ttlMs: 60_000 } });
    expect(create({ merchantSource, merchants: [] }).merchants).toEqual([]);
    expect(create({ merchantSource, ...good }).merchants).toHaveLength(1);
    expect(optionsOf({ merchantSource: {} })).toEqual(['merchantSource']);
    expect(optionsOf({ merchantSource, merchantCache: { ttlMs: 0 } })).toEqual(['merchantCache.ttlMs']);
    expect(optionsOf({ merchantSource, notifyUrl: 'https://a.example' }).sort()).toEqual(
      ['oidPartner', 'privateKey', 'lianlianPublicKey'].sort(),
    );
  });

  it.each([[undefined], [null], ['text'], [{}]])('made of %o name what is missing', (nothing) => {
    expect(optionsOf(nothing).sort()).toEqual(['lianlianPublicKey', 'oidPartner', 'privateKey']);
  });

  it.each([
    ["the merchant's own public key", keys.merchant.publicKey, /merchant's own public key/],
    [
      "LianLian's key and the merchant's own",
      [keys.lianlian.publicKey, keys.merchant.publicKey],
      /merchant's own public key/,
    ],
    ['an empty list', [], /missing/],
    ['two keys in one text', 'pem', /several/],
  ])('with %s as lianlianPublicKey are refused', (_what, given, reason) => {
    const pem = keys.lianlian.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const error = errorOf({ ...good, lianlianPublicKey: given === 'pem' ? pem + pem : given });
    expect(error.problems).toHaveLength(1);
    expect(error.message).toMatch(reason);
  });

  it('take several keys of LianLian', () => {
    const lianlianPublicKey = [keys.lianlian.publicKey, testKeys().lianlian.publicKey];
    expect(create({ ...good, lianlianPublicKey }).merchants[0]?.lianlianPublicKeys).toHaveLength(2);
  });

  it('with keys swapped say so of each', () => {
    const error = errorOf({
      ...good,
      privateKey: keys.lianlian.publicKey,
      lianlianPublicKey: keys.merchant.privateKey,
    });
    expect(error.problems.map(({ option, message }) => `${option} ${message}`)).toEqual([
      expect.stringMatching(/^privateKey is a public key/),
      expect.stringMatching(/^lianlianPublicKey is a private key/),
    ]);
  });

  it('hold several merchants, each checked under its place in the list', () => {
    expect(create({ merchants: [good, { ...good, oidPartner: OTHER_OID_PARTNER }] }).merchants).toHaveLength(
      2,
    );
    expect(optionsOf({ merchants: [good, good] })).toEqual(['merchants[1].oidPartner']);
    expect(
      optionsOf({ merchants: [good, { ...good, oidPartner: '1', gateway: 'http://a' }] }).sort(),
    ).toEqual(['merchants[1].gateway', 'merchants[1].oidPartner']);
    expect(optionsOf({ merchants: [] })).toEqual(['merchants']);
    expect(optionsOf({ merchants: [null] })).toHaveLength(3);
    expect(optionsOf({ merchants: [good], oidPartner: OID_PARTNER })).toEqual(['oidPartner']);
  });

  it.each(['http://localhost:4000?x=1', 'localhost:4000', 'ftp://localhost', '//localhost'])(
    'refuse the gateway %s',
    (gateway) => {
      expect(optionsOf({ ...good, gateway })).toContain('gateway');
    },
  );

  it.each([['*'], ['203.0.113.1:80'], ['::1/129'], ['10.0.0.0/8/8'], [''], ['example.org'], [7]])(
    'refuse the source %o',
    (source) => {
      expect(optionsOf({ ...good, notifications: { allowedSources: [source] } })).toEqual([
        'notifications.allowedSources',
      ]);
    },
  );

  it.each([Number.MAX_SAFE_INTEGER, 2 ** 31, Infinity, NaN, -1, 0, 1.5, '5', null])(
    'refuse %o milliseconds',
    (ms) => {
      expect(optionsOf({ ...good, http: { timeoutMs: ms } })).toEqual(['http.timeoutMs']);
    },
  );
});

describe('the error of bad settings', () => {
  it('holds no key and no text of one, in any form', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const lines = pem.split('\n').slice(1, -2);
    const spoiled: unknown[] = [
      pem.slice(0, 900),
      pem.slice(40),
      pem.replace('MII', 'MIX'),
      `${pem}${pem}`,
      lines.join(''),
      lines.join('').slice(0, 700),
      pem.replace('PRIVATE', 'SECRET'),
      Buffer.from(pem.slice(0, 900)),
      { key: pem },
      [pem],
      {
        toString: () => {
          throw new Error(pem);
        },
      },
    ];
    for (const key of spoiled) {
      for (const options of [
        { ...good, privateKey: key, oidPartner: '' },
        { ...good, lianlianPublicKey: key, oidPartner: '' },
      ]) {
        const error = errorOf(options);
        const everything = [
          error.message,
          error.stack,
          inspect(error, { depth: 9, showHidden: true }),
          JSON.stringify(error),
          String(error.cause),
        ].join('\n');
        for (const line of lines) expect(everything).not.toContain(line.slice(0, 24));
      }
    }
  });
});
