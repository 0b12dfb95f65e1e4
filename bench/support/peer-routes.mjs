// The routes that one writes with the verification of alipay-sdk and of wechatpay-node-v3, each with the key as the
// library takes it, and messages that are signed their way: as many fields, with the same key.
import { sign } from 'node:crypto';
import { createRequire } from 'node:module';

import { Body, Headers } from '@nestjs/common';
import { AlipaySdk } from 'alipay-sdk';

import { bare, notificationFields } from './fixtures.mjs';
import { appWithRoute } from './plain-route.mjs';
import { signatureSource } from './signature-source.mjs';

const require = createRequire(import.meta.url);
const WechatPay = require('wechatpay-node-v3');

const SERIAL = '1';
const ACK = { ret_code: '0000', ret_msg: 'ok' };

export function alipayApp({ privateKey, lianlianPublicKey }) {
  const alipay = new AlipaySdk({
    appId: '2014',
    privateKey: bare(privateKey),
    alipayPublicKey: bare(lianlianPublicKey),
  });
  class Payments {
    notify(posted) {
      if (!alipay.checkNotifySignV2(posted)) throw new Error('not Alipay');
      return ACK;
    }
  }
  return appWithRoute(Payments, [Body()]);
}

export function wechatApp({ lianlianPublicKey }) {
  WechatPay.certificates = { [SERIAL]: lianlianPublicKey };
  const publicKey = Buffer.from(lianlianPublicKey);
  const wechat = new WechatPay({ appid: 'wx1', mchid: '1', serial_no: SERIAL, publicKey });
  class Payments {
    async notify(body, headers) {
      const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map(
        (name) => headers[`wechatpay-${name}`],
      );
      if (!(await wechat.verifySign({ timestamp, nonce, body, serial, signature })))
        throw new Error('not WeChat');
      return ACK;
    }
  }
  return appWithRoute(Payments, [Body(), Headers()]);
}

/** @returns {import('./notification-load.mjs').Message} */
export function alipayMessage(lianlian, no_order, oid_paybill) {
  const fields = { ...notificationFields(no_order, oid_paybill), sign_type: 'RSA2' };
  fields.sign = sign('RSA-SHA256', signatureSource(fields), lianlian.privateKey).toString('base64');
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams(fields).toString(),
  };
}

/** @returns {import('./notification-load.mjs').Message} */
export function wechatMessage(lianlian, no_order, oid_paybill) {
  const body = JSON.stringify(notificationFields(no_order, oid_paybill));
  const [timestamp, nonce] = ['1401265956', oid_paybill];
  const text = `${timestamp}\n${nonce}\n${body}\n`;
  return {
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': SERIAL,
      'wechatpay-signature': sign('RSA-SHA256', text, lianlian.privateKey).toString('base64'),
    },
    body,
  };
}
