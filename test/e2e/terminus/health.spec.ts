import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import {
  LianlianConfigError,
  LianlianModule,
  type LianlianNotificationOptions,
  MemoryInbox,
  type NotificationInbox,
} from 'nestjs-lianlian';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { LianlianHealthIndicator } from '../../../lib/terminus/index.js';
import { ADAPTERS } from '../../support/adapters.js';
import { post } from '../../support/http.js';
import { OID_PARTNER } from '../../support/merchant.js';
import { keys, openShop, payment } from '../../support/shop.js';

@Module({ imports: [TerminusModule], providers: [LianlianHealthIndicator] })
class HealthModule {}

const openHealth = async (notifications: LianlianNotificationOptions = {}, isGlobal = true) => {
  const merchant = {
    oidPartner: OID_PARTNER,
    privateKey: keys.merchant.privateKey,
    lianlianPublicKey: keys.lianlian.publicKey,
  };

  @Module({ imports: [HealthModule, LianlianModule.forRoot({ ...merchant, notifications, isGlobal })] })
  class AppModule {}

  const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
  return { app, health: app.get(LianlianHealthIndicator, { strict: false }) };
};

const inboxThat = (recall: NotificationInbox['recall']): NotificationInbox => {
  const inbox = new MemoryInbox();
  inbox.recall = recall;
  return inbox;
};

describe('health', () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  it.each([true, false])('is up, with LianlianModule global: %s', async (isGlobal) => {
    const { app, health } = await openHealth({}, isGlobal);
    expect(await health.isHealthy('lianlian')).toEqual({
      lianlian: {
        status: 'up',
        inbox: 'reachable',
        keys: 'valid',
        lastNotification: null,
        silence: 'not-checked',
      },
    });
    await app.close();
  });

  it('asks the inbox what it remembers, claims nothing, and leaves nothing there', async () => {
    const inbox = new MemoryInbox();
    const [once, recall] = [vi.spyOn(inbox, 'once'), vi.spyOn(inbox, 'recall')];
    const { app, health } = await openHealth({ inbox });
    for (let check = 0; check < 3; check++) await health.isHealthy('lianlian');
    expect(once).not.toHaveBeenCalled();
    expect(recall).toHaveBeenCalledTimes(3);
    const keysAsked = recall.mock.calls.map(([key]) => key);
    once.mockRestore();
    for (const key of new Set(keysAsked)) {
      expect(await inbox.recall(key)).toBeUndefined();
      expect(await inbox.once(key, 'free', () => Promise.resolve())).toEqual({ status: 'ran' });
    }
    await app.close();
  });

  it.each([
    { name: 'rejects', recall: () => Promise.reject(new Error('redis://user:password@host')) },
    {
      name: 'throws',
      recall: () => {
        throw new Error('redis://user:password@host');
      },
    },
    { name: 'never answers', recall: () => new Promise<never>(() => undefined) },
  ])('is down when the inbox $name, and keeps its secrets', async ({ recall }) => {
    const { app, health } = await openHealth({ inbox: inboxThat(recall) });
    const result = await health.isHealthy('lianlian', { inboxTimeoutMs: 100 });
    expect(result.lianlian).toMatchObject({ status: 'down', inbox: 'unreachable', keys: 'valid' });
    expect(JSON.stringify(result)).not.toContain('password');
    await app.close();
  });

  it('is down after too long a silence, counted from the start', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { app, health } = await openHealth();
    expect((await health.isHealthy('x', { maxSilenceMs: 10_000 })).x).toMatchObject({
      status: 'up',
      silence: 'within-limit',
    });
    vi.setSystemTime(Date.now() + 30_000);
    expect((await health.isHealthy('x', { maxSilenceMs: 20_000 })).x).toMatchObject({
      status: 'down',
      silence: 'too-long',
    });
    await app.close();
  });

  it.each(ADAPTERS)('tells of the last notification, and starts the silence anew: %s', async (adapter) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const shop = await openShop({
      adapter,
      hooks: { expectedPayment: () => ({ money_order: '49.95' }), onPayment: () => undefined },
      providers: [HealthIndicatorService, LianlianHealthIndicator],
    });
    const health = shop.app.get(LianlianHealthIndicator, { strict: false });
    vi.setSystemTime(Date.now() + 60_000);
    const before = new Date().toISOString();
    await post(shop.notifyUrl, payment());
    const result = await health.isHealthy('lianlian', { maxSilenceMs: 50_000 });
    expect(result.lianlian).toMatchObject({ status: 'up', silence: 'within-limit' });
    expect(result.lianlian['lastNotification']).toBe(before);
    await shop.close();
  });

  it('names LianlianModule where it is missing', async () => {
    const app = await NestFactory.createApplicationContext(HealthModule, { logger: false });
    const check = app.get(LianlianHealthIndicator).isHealthy('lianlian');
    await expect(check).rejects.toThrow(LianlianConfigError);
    await app.close();
  });
});
