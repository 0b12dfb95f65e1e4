// From a plain object to a signed form, beside the bare signature of the same bytes.
import { sign } from 'node:crypto';
import { createRequire } from 'node:module';

import { AlipaySdk } from 'alipay-sdk';

import { bare, FORM_REQUEST, keyPair, OID_PARTNER, optionsWith } from '../support/fixtures.mjs';
import { startModule } from '../support/module.mjs';
import { rowOf } from '../support/report.mjs';
import { inRounds, ratioOf } from '../support/rounds.mjs';
import { signatureSource } from '../support/signature-source.mjs';

const require = createRequire(import.meta.url);
const WechatPay = require('wechatpay-node-v3');
const WapLlpay = require('wapllpay');

export const name = 'sign';
export const about = 'Sign a request: defaults, validation, source, signature';

const LIMITS = { 1024: 1.4, 2048: 1.1 };

export async function measure(options) {
  return [await withBits(1024, options), await withBits(2048, options)];
}

async function withBits(bits, options) {
  const merchant = keyPair(bits);
  const { lianlian, close } = await startModule(optionsWith(merchant, keyPair(bits)));
  const { fields } = await lianlian.aggregateRedirect.createForm(FORM_REQUEST);
  const bytes = Buffer.from(signatureSource(fields));
  const results = await inRounds(
    [
      { name: 'bare signature, key parsed once', run: () => sign('RSA-MD5', bytes, merchant.privateKey) },
      { name: 'nestjs-lianlian', run: () => lianlian.aggregateRedirect.createForm(FORM_REQUEST) },
      ...peers(merchant, fields),
    ],
    options,
  );
  await close();

  const [raw, ours, ...others] = [...results.values()];
  const speedOver = (peer) => ratioOf(results.get(peer), ours);
  return {
    title: `Sign a request of ${Object.keys(fields).length} fields, ${bytes.length} bytes, ${bits}-bit key`,
    rows: [raw, ours, ...others].map((result) => rowOf(result, raw)),
    targets: [
      { what: 'of the bare signature', value: ratioOf(ours, raw), limit: LIMITS[bits], bound: 'at most' },
      ...['alipay-sdk', 'wechatpay-node-v3'].map((peer) => ({
        what: `the speed of ${peer}`,
        value: speedOver(peer),
        limit: 2,
        bound: 'at least',
      })),
    ],
  };
}

/** Each signs the way that its own calls do: the same fields, in the form that its API has. */
function peers(merchant, fields) {
  const { sign: _ours, ...unsigned } = fields;
  const alipay = new AlipaySdk({ appId: '2014', privateKey: bare(merchant.privatePem), alipayPublicKey: '' });
  const wechat = new WechatPay({
    appid: 'wx1',
    mchid: '1',
    serial_no: '1',
    publicKey: Buffer.from(merchant.publicPem),
    privateKey: merchant.privatePem,
  });
  const url = '/v3/pay/transactions/native';
  const wap = new WapLlpay({ oid_partner: OID_PARTNER, sign_type: 'RSA', key: bare(merchant.privatePem) });
  return [
    { name: 'alipay-sdk', run: () => alipay.sdkExecute('alipay.trade.app.pay', { bizContent: unsigned }) },
    { name: 'wechatpay-node-v3', run: () => wechat.getSignature('POST', 'n', '1401265956', url, unsigned) },
    { name: 'wapllpay', run: () => wap._buildRequestPara(unsigned) },
  ];
}
