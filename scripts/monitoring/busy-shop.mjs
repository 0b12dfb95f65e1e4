// A shop with a LianLian of its own, in which somebody always pays, and something is always wrong: for the picture of the
// dashboard. Needs the built package. Shows its metrics at /metrics on the port that it is given.
import 'reflect-metadata';

import { Controller, Get, Header, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LianlianController, LianlianModule, LianlianService } from 'nestjs-lianlian';
import { LianlianPrometheusModule } from 'nestjs-lianlian/prometheus';
import { LianlianSandbox, signNotification } from 'nestjs-lianlian/testing';
import { register } from 'prom-client';

const orders = new Map();
let count = 0;

class Payments extends LianlianController() {
  expectedPayment(no_order) {
    return orders.get(no_order) ?? null;
  }
  async onPayment({ no_order, oid_paybill }) {
    await pause(20 + Math.random() * 120);
    if (no_order.endsWith('7') && Math.random() < 0.7) throw new Error('the warehouse is closed');
    orders.get(no_order).oid_paybill = oid_paybill;
  }
  unsettledPayments() {
    return [...orders.values()].filter((order) => order.oid_paybill === undefined);
  }
}
Controller('payments')(Payments);

class Metrics {
  metrics() {
    return register.metrics();
  }
}
Controller()(Metrics);
const method = Object.getOwnPropertyDescriptor(Metrics.prototype, 'metrics');
Get('metrics')(Metrics.prototype, 'metrics', method);
Header('Content-Type', register.contentType)(Metrics.prototype, 'metrics', method);

/** @param {number} port @returns a function that ends it */
export async function startBusyShop(port) {
  const sandbox = await LianlianSandbox.start();
  const url = `http://127.0.0.1:${port}/payments/notify`;
  class App {}
  Module({
    imports: [
      LianlianModule.forRoot({
        ...sandbox.options,
        ...{ busiPartner: '109001', notifyUrl: url },
        sweeper: { everyMs: 5_000, olderThanMs: 20_000, perSecond: 5 },
      }),
      LianlianPrometheusModule.forRoot(),
    ],
    controllers: [Payments, Metrics],
  })(App);
  const app = await NestFactory.create(App, { logger: false, abortOnError: false });
  await app.listen(port, '127.0.0.1');
  const lianlian = app.get(LianlianService);
  let isOpen = true;
  const trade = (async () => {
    while (isOpen) {
      await buy(lianlian, sandbox, url).catch(() => undefined);
      await pause(100 + 250 * Math.abs(Math.sin(count / 40)));
    }
  })();
  return async () => {
    isOpen = false;
    await trade;
    await app.close();
    await sandbox.stop();
  };
}

async function buy(lianlian, sandbox, url) {
  const no_order = `shop${++count}`;
  const order = { no_order, product: 'aggregate', dt_order: new Date(), money_order: '49.95' };
  // What a payer types wrong, and what LianLian refuses.
  if (count % 23 === 0) return lianlian.aggregateDirect.pay({ ...order, money_order: 'much' });
  if (count % 31 === 0)
    return lianlian.aggregateQuery.query({ no_order: 'never-sent', dt_order: new Date() });
  orders.set(no_order, order);
  const { no_order: number, dt_order, money_order } = order;
  await lianlian.aggregateDirect.pay({
    ...{ user_id: 'u-1', no_order: number, dt_order, money_order, name_goods: 'Shuttlecocks', pay_type: 'I' },
    risk_item: { frms_ware_category: '1009' },
  });
  // One in nine never pays.
  if (count % 9 === 0) return undefined;
  const { oid_paybill } = await sandbox.pay(no_order);
  if (count % 37 === 0) await payAgain(sandbox, url, order, oid_paybill);
  if (count % 19 === 0) await post(url, { ...sandbox.notification(no_order), money_order: '4995.00' });
  return undefined;
}

/** The payer paid in a second tab, too. */
async function payAgain(sandbox, url, { no_order }, oid_paybill) {
  const { sign: _sign, ...first } = sandbox.notification(no_order);
  const second = { ...first, oid_paybill: `${oid_paybill.slice(0, -1)}X` };
  await post(url, signNotification(second, sandbox.lianlianPrivateKey));
}

function post(url, fields) {
  const headers = { 'content-type': 'text/json;charset=utf-8' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(fields) });
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
