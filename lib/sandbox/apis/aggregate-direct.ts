import { randomBytes } from 'node:crypto';
import { type Checkout, checkoutPath } from '../orders/checkouts.js';
import { RawJson } from '../common/message-signer.js';
import type { JsonApi } from './api.js';
import type { SandboxServices } from '../services.js';
import { placeOrder } from './order-request.js';

/** Aggregate Payment Direct API. */
export const aggregateDirect: JsonApi = {
  id: 'aggregate.direct',
  kind: 'json',
  handle(request, services) {
    const entry = placeOrder(request, services);
    const checkout = services.checkouts.open(entry, 'wallet');
    return {
      fields: {
        oid_paybill: entry.oid_paybill,
        no_order: entry.no_order,
        user_id: entry.user_id,
        money_order: entry.money_order,
        payLoad: payLoadOf(checkout, request.fields['appid'], services),
        info_order: entry.info_order,
        pay_type: entry.pay_type,
      },
    };
  },
};

/**
 * What the shop shows or hands to WeChat: a link for a QR code, or the SDK's parameters. WeChat's have no place for a
 * link to the payer's page: the control panel has it.
 */
function payLoadOf(
  { entry, id }: Checkout,
  appid: string | undefined,
  services: SandboxServices,
): string | RawJson {
  const seconds = String(Math.floor(services.clock.now().getTime() / 1000));
  const nonce = randomBytes(16).toString('hex');
  const paySign = randomBytes(16).toString('hex').toUpperCase();
  if (entry.pay_type === 'Y') {
    return rawJson({
      appid,
      partnerid: '1230000109',
      prepayid: `wx${entry.oid_paybill}`,
      package: 'Sign=WXPay',
      noncestr: nonce,
      timestamp: seconds,
      sign: paySign,
    });
  }
  if (entry.pay_type === 'W') {
    return rawJson({
      appId: appid,
      timeStamp: seconds,
      nonceStr: nonce,
      package: `prepay_id=wx${entry.oid_paybill}`,
      signType: 'MD5',
      paySign,
    });
  }
  return `${services.addresses().publicUrl}${checkoutPath(id)}`;
}

function rawJson(value: Readonly<Record<string, string | undefined>>): RawJson {
  return new RawJson(JSON.stringify(value));
}
