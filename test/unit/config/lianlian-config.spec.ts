import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { Logger } from '@nestjs/common';
import { ConfigService, registerAs } from '@nestjs/config';
import { Test } from '@nestjs/testing';
import { LianlianConfigError, lianlianConfig, type LianlianModuleOptions } from 'nestjs-lianlian';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';

import { createSettings } from '../../../lib/config/create-settings.js';
import { OID_PARTNER, testKeys } from '../../support/merchant.js';
import { RecordingLogger } from '../../support/recording-logger.js';

const keys = testKeys();
const privatePem = keys.merchant.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const publicPem = keys.lianlian.publicKey.export({ format: 'pem', type: 'spki' }).toString();
const folder = mkdtempSync(join(tmpdir(), 'keys-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
afterAll(() => {
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

function optionsWith(env: Record<string, string>): LianlianModuleOptions {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(`LIANLIAN_${name}`, value);
  return lianlianConfig();
}
const errorWith = (env: Record<string, string>): LianlianConfigError => {
  try {
    createSettings(optionsWith(env));
  } catch (error) {
    if (error instanceof LianlianConfigError) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
};

describe('keys in variables and files', () => {
  const env = { OID_PARTNER, PRIVATE_KEY: Buffer.from(privatePem).toString('base64') };

  it('takes whole key files as base64, one with two keys of LianLian too', () => {
    const other = testKeys().lianlian.publicKey;
    const both = publicPem + other.export({ format: 'pem', type: 'spki' }).toString();
    const options = optionsWith({ ...env, PUBLIC_KEY: Buffer.from(both).toString('base64') });
    const { merchants } = createSettings(options);
    expect(merchants.map(({ lianlianPublicKeys }) => lianlianPublicKeys.length)).toEqual([2]);
  });

  it('takes a file of DER', () => {
    const path = join(folder, 'public.der');
    writeFileSync(path, keys.lianlian.publicKey.export({ format: 'der', type: 'spki' }));
    const { merchants } = createSettings(optionsWith({ ...env, PUBLIC_KEY_FILE: path }));
    expect(merchants[0]?.lianlianPublicKeys[0]?.equals(keys.lianlian.publicKey)).toBe(true);
  });

  it('names a path in a variable of text, and not the path', () => {
    const { message } = errorWith({ ...env, PUBLIC_KEY: '/srv/keys/lianlian.pem' });
    expect(message).toMatch(/lianlianPublicKey: looks like a file's path.*LIANLIAN_PUBLIC_KEY_FILE/);
    expect(message).not.toContain('/srv');
  });
});

describe('lianlianConfig', () => {
  it('is what registerAs makes, without loading @nestjs/config', () => {
    const made = registerAs('lianlian', () => ({}));
    const { asProvider, ...properties } = ownProperties(made);
    const { asProvider: ours, ...ourProperties } = ownProperties(lianlianConfig);
    expect(ourProperties).toEqual(properties);
    expect(ours).toEqual({ ...asProvider, value: expect.any(Function) as unknown });
  });

  it('is given and kept by @nestjs/config', async () => {
    const fromEnvironment = optionsWith({ OID_PARTNER });
    const { imports, inject, useFactory } = lianlianConfig.asProvider();
    const context = await Test.createTestingModule({ imports }).compile();
    expect(useFactory(context.get(...inject))).toEqual(fromEnvironment);
    expect(context.get(ConfigService).get('lianlian')).toEqual(fromEnvironment);
  });
});

function ownProperties(of: object): Record<string, PropertyDescriptor> {
  const {
    length: _length,
    name: _name,
    ...properties
  } = Object.getOwnPropertyDescriptors(of) as Record<string, PropertyDescriptor>;
  return properties;
}

describe('settings from the environment', () => {
  it('are every documented variable', () => {
    const settings = createSettings(
      optionsWith({
        OID_PARTNER,
        PRIVATE_KEY: privatePem.replaceAll('\n', String.raw`\n`),
        PUBLIC_KEY: publicPem,
        SIGN_TYPE: 'SHA256withRSA',
        NOTIFY_URL: 'https://shop.example/notify',
        RETURN_URL: 'https://shop.example/return',
        BUSI_PARTNER: '109001',
        GATEWAY: 'http://localhost:4000',
      }),
    );
    expect(settings.gateway).toBe('http://localhost:4000');
    const [merchant] = settings.merchants;
    expect(merchant).toMatchObject({
      oidPartner: OID_PARTNER,
      signType: 'SHA256withRSA',
      notifyUrl: 'https://shop.example/notify',
      returnUrl: 'https://shop.example/return',
      busiPartner: '109001',
    });
    expect(merchant?.privateKey?.equals(keys.merchant.privateKey)).toBe(true);
  });

  it('take keys from files, and several keys of LianLian from one', () => {
    const next = testKeys().lianlian.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const settings = createSettings(
      optionsWith({
        OID_PARTNER,
        PRIVATE_KEY_FILE: file('private.pem', privatePem),
        PUBLIC_KEY_FILE: file('public.pem', `${publicPem}\n${next}`),
      }),
    );
    expect(settings.merchants[0]?.lianlianPublicKeys).toHaveLength(2);
    expect(settings.merchants[0]?.lianlianPublicKeys[0]?.equals(keys.lianlian.publicKey)).toBe(true);
  });

  it('count empty variables as not set', () => {
    const env = { OID_PARTNER, PRIVATE_KEY: privatePem, PUBLIC_KEY: publicPem };
    const empty = {
      SIGN_TYPE: '',
      NOTIFY_URL: '',
      RETURN_URL: '',
      BUSI_PARTNER: '',
      GATEWAY: '',
      PRIVATE_KEY_FILE: '',
    };
    expect(createSettings(optionsWith({ ...env, ...empty })).merchants[0]).toMatchObject({ signType: 'RSA' });
  });

  it('that are not there are missing options', () => {
    expect(
      errorWith({})
        .problems.map(({ option }) => option)
        .sort(),
    ).toEqual(['lianlianPublicKey', 'oidPartner', 'privateKey']);
  });

  it('name every file that cannot be read, and a key that is given both ways, by variable', () => {
    const missing = join(folder, 'nowhere.pem');
    expect(
      errorWith({ PRIVATE_KEY_FILE: missing, PUBLIC_KEY_FILE: folder }).problems.map(({ option }) => option),
    ).toEqual(['LIANLIAN_PRIVATE_KEY_FILE', 'LIANLIAN_PUBLIC_KEY_FILE']);
    vi.unstubAllEnvs();
    const twice = errorWith({ PRIVATE_KEY: privatePem, PRIVATE_KEY_FILE: missing, PUBLIC_KEY: publicPem });
    expect(twice.problems.map(({ option }) => option)).toEqual(['LIANLIAN_PRIVATE_KEY']);
    expect(twice.message).toContain('LIANLIAN_PRIVATE_KEY_FILE');
  });

  it.each([
    ['as PEM', privatePem],
    ['as its Base64 alone', privatePem.split('\n').slice(1, -2).join('')],
  ])('never show a key that stands where a path should, and say so: %s', (_form, key) => {
    const error = errorWith({ OID_PARTNER, PRIVATE_KEY_FILE: key, PUBLIC_KEY: publicPem });
    expect(error.message).toContain('LIANLIAN_PRIVATE_KEY_FILE: holds a key, and is to name a file with one');
    const everything = `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`;
    for (const line of privatePem.split('\n').slice(1, -2)) expect(everything).not.toContain(line);
  });

  it('say of a variable that is not read which one was probably meant, and never what it holds', () => {
    const logger = new RecordingLogger();
    Logger.overrideLogger(logger);
    // Some are set for the tests themselves.
    for (const name of Object.keys(process.env).filter((name) => name.startsWith('LIANLIAN_')))
      vi.stubEnv(name, undefined);
    optionsWith({ OID_PARTNR: '201304121000001004', PRIVAT_KEY_FILE: '/secret/path', COLOUR: 'secret red' });
    const lines = logger.texts('warn');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/LIANLIAN_OID_PARTNR is set.*did you mean LIANLIAN_OID_PARTNER\?/);
    expect(lines[1]).toMatch(/LIANLIAN_PRIVAT_KEY_FILE is set.*did you mean LIANLIAN_PRIVATE_KEY_FILE\?/);
    expect(lines[2]).toMatch(/LIANLIAN_COLOUR is set.*it does nothing/);
    expect(lines.join()).not.toMatch(/201304121000001004|secret/);
  });
});
