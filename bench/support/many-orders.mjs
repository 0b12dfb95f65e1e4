// Orders of a shop, placed as shops do: by signed requests.
import { createPrivateKey, sign } from 'node:crypto';

const PATH = '/llwalletapi/combinepay.htm';
const AT_ONCE = 20;

/** Orders `bench-1`, `bench-2`, … */
export async function placeOrders(sandbox, count) {
  const key = createPrivateKey(sandbox.options.privateKey);
  const dt_order = chinaTime(sandbox.clock.now());
  let next = 1;
  const placeSome = async () => {
    while (next <= count) {
      const number = next++;
      await place(sandbox, key, fieldsOf(sandbox, dt_order, number));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, placeSome));
}

async function place(sandbox, key, fields) {
  const source = Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const signature = sign('RSA-MD5', Buffer.from(source), key).toString('base64');
  const body = JSON.stringify({ ...fields, sign: signature });
  const response = await fetch(sandbox.url + PATH, { method: 'POST', body });
  const { ret_code, ret_msg } = await response.json();
  if (ret_code !== '0000') throw new Error(`order ${fields.no_order}: ${ret_code} ${ret_msg}`);
}

function fieldsOf(sandbox, dt_order, number) {
  return {
    oid_partner: sandbox.options.oidPartner,
    sign_type: 'RSA',
    user_id: `u-${number % 100}`,
    pay_type: 'I',
    busi_partner: '109001',
    no_order: `bench-${number}`,
    dt_order,
    name_goods: '羽毛球',
    money_order: `${number}.00`,
    notify_url: 'http://127.0.0.1:1/notify',
    risk_item:
      '{"frms_ware_category":"1009","user_info_mercht_userno":"u-1","user_info_dt_register":"20250101000000"}',
  };
}

function chinaTime(date) {
  const text = date.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  return text.replaceAll(/\D/g, '');
}
