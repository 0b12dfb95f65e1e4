// From the bytes of a notification to a verified one, beside the bare verification of the same bytes.
import { sign, verify } from 'node:crypto';
import { createRequire } from 'node:module';

import { AlipaySdk } from 'alipay-sdk';
import { Stripe } from 'stripe';

import { bare, keyPair, notificationFields, optionsWith, signedNotification } from '../support/fixtures.mjs';
import { startModule } from '../support/module.mjs';
import { rowOf } from '../support/report.mjs';
import { inRounds, ratioOf } from '../support/rounds.mjs';
import { signatureSource } from '../support/signature-source.mjs';

const require = createRequire(import.meta.url);
const WechatPay = require('wechatpay-node-v3');
const WapLlpay = require('wapllpay');

export const name = 'verify';
export const about = 'Verify a notification: parse, find the merchant, source, signature';

export async function measure(options) {
  return [await withBits(1024, options), await withBits(2048, options)];
}

async function withBits(bits, options) {
  const lianlian = keyPair(bits);
  const { guard, close } = await startModule(optionsWith(keyPair(bits), lianlian));
  const body = Buffer.from(signedNotification(lianlian));
  const fields = JSON.parse(body.toString());
  const source = Buffer.from(signatureSource(fields));
  const signature = Buffer.from(fields.sign, 'base64');
  const contestants = [
    {
      name: 'bare verification, key parsed once',
      run: () => verify('RSA-MD5', source, lianlian.publicKey, signature),
    },
    { name: 'nestjs-lianlian', run: () => guard.canActivate(contextOf(body)) },
    ...peers(lianlian, body.toString()),
  ];
  for (const { name: who, run } of contestants) {
    if (!(await run())) throw new Error(`${who} does not verify`);
  }
  const results = await inRounds(contestants, options);
  await close();
  const [raw, ours] = [...results.values()];
  return {
    title: `Verify a notification of ${Object.keys(fields).length} fields, ${body.length} bytes, ${bits}-bit key`,
    rows: [...results.values()].map((result) => rowOf(result, raw)),
    targets: [
      ...(bits === 2048
        ? [{ what: 'of the bare verification', value: ratioOf(ours, raw), limit: 1.5, bound: 'at most' }]
        : []),
      ...['alipay-sdk', 'wechatpay-node-v3'].map((peer) => ({
        what: `the speed of ${peer}`,
        value: ratioOf(results.get(peer), ours),
        limit: 5,
        bound: 'at least',
      })),
    ],
    notes: ['wapllpay gets the source ready made; Stripe signs with HMAC, not RSA'],
  };
}

/** What a guard gets: a request whose body an adapter has read. */
function contextOf(rawBody) {
  const request = { rawBody, ip: '127.0.0.1', headers: {} };
  return {
    switchToHttp: () => ({ getRequest: () => request, getResponse: () => ({}) }),
    getHandler: () => contextOf,
  };
}

/** Each verifies what its own API sends: as many fields, signed with the same key. */
function peers(lianlian, body) {
  const alipay = new AlipaySdk({
    appId: '2014',
    privateKey: bare(keyPair(1024).privatePem),
    alipayPublicKey: bare(lianlian.publicPem),
  });
  const posted = { ...notificationFields(), sign_type: 'RSA2' };
  posted.sign = sign('RSA-SHA256', signatureSource(posted), lianlian.privateKey).toString('base64');

  WechatPay.certificates = { 1: lianlian.publicPem };
  const publicKey = Buffer.from(lianlian.publicPem);
  const wechat = new WechatPay({ appid: 'wx1', mchid: '1', serial_no: '1', publicKey });
  const text = `1401265956\nn\n${body}\n`;
  const response = {
    timestamp: '1401265956',
    nonce: 'n',
    body,
    serial: '1',
    signature: sign('RSA-SHA256', text, lianlian.privateKey).toString('base64'),
  };

  const source = signatureSource(JSON.parse(body));
  // It encodes what it hashes twice, and so verifies no Chinese that LianLian signed.
  const twice = Buffer.from(Buffer.from(source).toString('latin1'));
  const wapSignature = sign('RSA-MD5', twice, lianlian.privateKey).toString('base64');
  const stripe = new Stripe('sk_test_1');
  const secret = 'whsec_1';
  const header = stripe.webhooks.generateTestHeaderString({ payload: body, secret });
  return [
    { name: 'alipay-sdk', run: () => alipay.checkNotifySignV2(posted) },
    { name: 'wechatpay-node-v3', run: () => wechat.verifySign(response) },
    {
      name: 'wapllpay',
      run: () => WapLlpay.DIGEST.Rsaverify(source, wapSignature, bare(lianlian.publicPem)),
    },
    { name: 'stripe webhooks', run: () => stripe.webhooks.constructEvent(body, header, secret, 10_000_000) },
  ];
}
