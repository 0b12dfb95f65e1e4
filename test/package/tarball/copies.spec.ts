import { spawnSync } from 'node:child_process';

import { describe, expect, inject, it } from 'vitest';

import { OID_PARTNER, testKeys } from '../../support/merchant.js';

const { folder } = inject('packed');
const keys = testKeys();
const OPTIONS = {
  oidPartner: OID_PARTNER,
  privateKey: keys.merchant.privateKey.export({ format: 'pem', type: 'pkcs8' }),
  lianlianPublicKey: keys.lianlian.publicKey.export({ format: 'pem', type: 'spki' }),
  notifyUrl: 'https://shop.example/payments/notify',
};

/** A class with decorators, as the compiler writes them. */
const SHOP = `
  const common = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  function made(name, decorate, base = Object) {
    const type = { [name]: class extends base { expectedPayment() { return null; } onPayment() {} } }[name];
    decorate(type);
    return type;
  }
  function guardedBy(guard) {
    const type = made('Shop', common.Controller('shop'));
    type.prototype.notified = function notified() {};
    const method = Object.getOwnPropertyDescriptor(type.prototype, 'notified');
    common.Post('notify')(type.prototype, 'notified', method);
    common.UseGuards(guard)(type.prototype, 'notified', method);
    return type;
  }
  async function start(module) {
    const App = made('App', common.Module(module));
    const { FastifyAdapter } = require('@nestjs/platform-fastify');
    const adapter = process.argv[1] === 'fastify' ? [new FastifyAdapter()] : [];
    const app = await NestFactory.create(App, ...adapter, { logger: ['error'], abortOnError: false });
    await app.init();
    await app.close();
    console.log('STARTED');
  }`;

const ofLianlian = (copy: string): string => `${copy}.LianlianModule.forRoot(${JSON.stringify(OPTIONS)})`;

/** What an app printed that has both copies: `imported` are the ES modules, `required` the CommonJS ones. */
function app(module: string, platform = 'express'): string {
  const code = `${SHOP}
    const required = require('nestjs-lianlian');
    import('nestjs-lianlian')
      .then((imported) => start(${module}))
      .catch((error) => { console.log(error.message); });`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=commonjs', '-e', code, platform], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe.each(['express', 'fastify'])(
  'an app on %s that finds ES modules and CommonJS in one process',
  (on) => {
    it('is warned, with both files and what to do, where it uses one of them alone', () => {
      const controller = `made('Shop', common.Controller('shop'), imported.LianlianController())`;
      const printed = app(`{ imports: [${ofLianlian('imported')}], controllers: [${controller}] }`, on);
      expect(printed).toContain('STARTED');
      expect(printed).toMatch(
        /\[SEVERAL_COPIES_OF_LIANLIAN\] Warning: This process has loaded nestjs-lianlian 2 times/,
      );
      expect(printed).toMatch(/dist\/cjs\/chunks\/module\.js and file:.*\/dist\/chunks\/module\.js/);
      expect(printed).toContain('load it everywhere by import, or everywhere by require');
    });

    it.each([
      ['the mixin', `made('Shop', common.Controller('shop'), required.LianlianController())`],
      ['the guard', 'guardedBy(required.LianlianSignatureGuard)'],
      ['a guard that extends ours', 'guardedBy(class Own extends required.LianlianSignatureGuard {})'],
      ['an instance of the guard', 'guardedBy(new required.LianlianSignatureGuard({}))'],
    ])('does not start with %s of the other copy', (_what, controller) => {
      const printed = app(`{ imports: [${ofLianlian('imported')}], controllers: [${controller}] }`, on);
      expect(printed).not.toContain('STARTED');
      expect(printed).toContain('Shop has LianLian routes or a guard of another copy of nestjs-lianlian');
    });

    it('does not start with the module of each', () => {
      const printed = app(`{ imports: [${ofLianlian('imported')}, ${ofLianlian('required')}] }`, on);
      expect(printed).not.toContain('STARTED');
      expect(printed).toContain('the app imports it from two copies of nestjs-lianlian');
    });

    it('is warned before Nest says that it cannot inject a service of the other copy', () => {
      const provider = `{ provide: 'checkout', inject: [required.LianlianService], useFactory: () => 1 }`;
      const printed = app(`{ imports: [${ofLianlian('imported')}], providers: [${provider}] }`, on);
      expect(printed).not.toContain('STARTED');
      expect(printed).toContain('SEVERAL_COPIES_OF_LIANLIAN');
      expect(printed).toContain("Nest can't resolve dependencies of the checkout");
    });
  },
);

describe('an app with one copy', () => {
  it.each(['import', 'require'])('is told nothing: by %s', (how) => {
    const load =
      how === 'import' ? "import('nestjs-lianlian')" : "Promise.resolve(require('nestjs-lianlian'))";
    const code = `${SHOP}
      ${load}.then((lianlian) => start({ imports: [${ofLianlian('lianlian')}] }));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=commonjs', '-e', code], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout + stderr).toBe('STARTED\n');
  });
});
