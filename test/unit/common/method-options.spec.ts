import type { ModuleRef } from '@nestjs/core';
import type { HealthIndicatorService } from '@nestjs/terminus';
import { LianlianValidationError } from 'nestjs-lianlian';
import { describe, expect, it } from 'vitest';

import { LianlianDeadLetters } from '../../../lib/bullmq/dead-letters.js';
import type { NotificationJobs } from '../../../lib/bullmq/notification-jobs.js';
import { ReportService } from '../../../lib/reports/report.service.js';
import { LianlianHealthIndicator } from '../../../lib/terminus/lianlian-health.indicator.js';
import { RedirectForm } from '../../../lib/wire/redirect-form.js';

const reports = new ReportService();
const form = new RedirectForm('https://wallet.lianlianpay.com/pay', { no_order: 'order-1' });
// Wrong options are refused before anything else is needed.
const letters = new LianlianDeadLetters({} as NotificationJobs);
const health = new LianlianHealthIndicator({} as HealthIndicatorService, {} as ModuleRef);

/** Every method with options of its own but those of refunds, which have tests beside them. */
const METHODS: Readonly<Record<string, (options: never) => unknown>> = {
  toHtml: (options) => form.toHtml(options),
  read: (options) => reports.read([], options),
  readSummary: (options) => reports.readSummary([], options),
  reconcile: (options) => reports.reconcile([], [], options),
  'letters.list': (options) => letters.list(options),
  isHealthy: (options) => health.isHealthy('lianlian', options),
};

async function brokenBy(method: string, options: unknown): Promise<readonly string[]> {
  try {
    await METHODS[method]?.(options as never);
  } catch (error) {
    if (!(error instanceof LianlianValidationError)) throw error;
    return error.violations.map(({ rule, message }) => `${rule}: ${message}`);
  }
  return [];
}

describe('the options of a method', () => {
  it.each([
    ['toHtml', { nounce: 'r4nd0m' }, 'nonce'],
    ['toHtml', { autosubmit: false }, 'autoSubmit'],
    ['read', { onBadline: () => undefined }, 'onBadLine'],
    ['read', { encodings: 'gb18030' }, 'encoding'],
    ['readSummary', { maxLinebytes: 10 }, 'maxLineBytes'],
    ['reconcile', { refund: [] }, 'refunds'],
    ['reconcile', { tmpDir: '/var/tmp' }, 'tempDir'],
    ['letters.list', { limt: 10 }, 'limit'],
    ['isHealthy', { maxSilence: 60_000 }, 'maxSilenceMs'],
  ])('are told apart from a misspelt one: %s(%o)', async (method, options, meant) => {
    const [name = ''] = Object.keys(options);
    expect(await brokenBy(method, options)).toEqual([
      `unknownOption: ${name} is not an option here: did you mean ${meant}?`,
    ]);
  });

  it.each([
    ['toHtml', { nonce: null }, 'text: nonce must be text'],
    ['toHtml', { autoSubmit: 'false' }, 'optionValue: autoSubmit must be true or false'],
    ['read', { onBadLine: null }, 'optionValue: onBadLine must be a function'],
    ['read', { edition: 'tab' }, "choice: edition must be one of 'comma', 'pipe'"],
    ['readSummary', { encoding: null }, "choice: encoding must be one of 'utf-8', 'gb18030'"],
    [
      'reconcile',
      { refunds: null },
      'optionValue: refunds must be a list, or something else to iterate over',
    ],
    ['reconcile', { maxInMemory: '500' }, 'optionValue: maxInMemory must be a number, 0 or more'],
    ['letters.list', { offset: -1 }, 'optionValue: offset must be a number, 0 or more'],
    ['isHealthy', { maxSilenceMs: NaN }, 'optionValue: maxSilenceMs must be a number, 0 or more'],
    ['isHealthy', { maxSilenceMs: null }, 'optionValue: maxSilenceMs must be a number, 0 or more'],
  ])('have values that can be meant: %s(%o)', async (method, options, sentence) => {
    expect(await brokenBy(method, options)).toEqual([sentence]);
  });

  it.each(Object.keys(METHODS))('are an object, and no null: %s', async (method) => {
    for (const options of [null, 'x', 1, true, [], new Date(0)]) {
      expect(await brokenBy(method, options)).toEqual([
        expect.stringMatching(/^options: the options must be an object with any of /),
      ]);
    }
  });

  it('may be left out, one by one or all together', async () => {
    expect(await brokenBy('toHtml', undefined)).toEqual([]);
    expect(await brokenBy('toHtml', { nonce: undefined, title: 'Pay' })).toEqual([]);
  });
});
