import { ConsoleLogger, Logger, type LoggerService } from '@nestjs/common';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { LianlianLogger } from '../../../../lib/common/logging/lianlian-logger.js';
import { RecordingLogger } from '../../../support/recording-logger.js';

const SENTENCE = 'Payment of order a1 (transaction 7): paid twice.';
const FIELDS = { no_order: 'a1', oid_paybill: '7', reason: 'paid-twice', status: 409, hook: undefined };
const SHOWN = { no_order: 'a1', oid_paybill: '7', reason: 'paid-twice', status: 409 };
const STACK = 'Error: in the hook\n    at onPayment (shop.ts:1:1)';

afterEach(() => {
  vi.restoreAllMocks();
  Logger.overrideLogger(false);
});

/** What a logger of the app's prints of a line, by stream. */
function printed(logger: LoggerService, write: (log: LianlianLogger) => void): string {
  const lines: string[] = [];
  const keep = (chunk: unknown): boolean => {
    lines.push(String(chunk));
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  Logger.overrideLogger(logger);
  write(new LianlianLogger());
  vi.restoreAllMocks();
  return lines.join('');
}

const json = (text: string): unknown => JSON.parse(text);

describe("Nest's logger as text", () => {
  const logger = new ConsoleLogger({ colors: false });

  it('prints the sentence on one line, as it does without fields', () => {
    const withFields = printed(logger, (log) => {
      log.warn(SENTENCE, FIELDS);
    });
    const without = printed(logger, (log) => {
      log.warn(SENTENCE);
    });
    expect(withFields).toMatch(/WARN \[Lianlian\] Payment of order a1 \(transaction 7\): paid twice\.\n$/);
    expect(withFields.replace(/^.*WARN/, '')).toBe(without.replace(/^.*WARN/, ''));
  });

  it('prints the stack below', () => {
    const text = printed(logger, (log) => {
      log.error(SENTENCE, STACK, FIELDS);
    });
    expect(text).toMatch(/paid twice\.\nError: in the hook\n {4}at onPayment \(shop\.ts:1:1\)\n$/);
  });
});

describe("Nest's logger in JSON", () => {
  const logger = new ConsoleLogger({ json: true });

  it('has the fields beside the sentence', () => {
    const text = printed(logger, (log) => {
      log.log(SENTENCE, FIELDS);
    });
    expect(json(text)).toMatchObject({
      ...{ level: 'log', context: 'Lianlian', message: SENTENCE },
      params: SHOWN,
    });
  });

  it('has them at the top where the app wants it so', () => {
    const flat = new ConsoleLogger({ json: true, flattenParams: true });
    const text = printed(flat, (log) => {
      log.debug(SENTENCE, FIELDS);
    });
    expect(json(text)).toMatchObject({ level: 'debug', message: SENTENCE, ...SHOWN });
  });

  it('has the stack as well', () => {
    const text = printed(logger, (log) => {
      log.error(SENTENCE, STACK, FIELDS);
    });
    expect(json(text)).toMatchObject({ level: 'error', message: SENTENCE, stack: STACK, params: SHOWN });
  });

  it('prints one record of a line', () => {
    const text = printed(logger, (log) => {
      log.error(SENTENCE, undefined, FIELDS);
    });
    expect(text.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    ['of Nest 11', Object.assign(new ConsoleLogger({ json: true }), { stringifyParams: undefined })],
    ['told not to', new ConsoleLogger({ json: true, structuredParams: false })],
  ])('prints the sentence alone where it knows no parameters: %s', (_which, older) => {
    const text = printed(older, (log) => {
      log.warn(SENTENCE, FIELDS);
    });
    expect(json(text)).toMatchObject({ level: 'warn', message: SENTENCE, context: 'Lianlian' });
    expect(text).not.toContain('oid_paybill');
  });

  it('gives text to a subclass with a method of its own, with the context where it was', () => {
    const calls: unknown[][] = [];
    class Tagged extends ConsoleLogger {
      override warn(message: string, context?: string): void {
        calls.push([`[t1] ${message}`, context]);
      }
      override error(message: string, stack?: string, context?: string): void {
        calls.push([message, stack, context]);
      }
    }
    printed(new Tagged({ json: true }), (log) => {
      log.warn(SENTENCE, FIELDS);
      log.error(SENTENCE, STACK, FIELDS);
    });
    expect(calls).toEqual([
      [`[t1] ${SENTENCE}`, 'Lianlian'],
      [SENTENCE, STACK, 'Lianlian'],
    ]);
  });

  it('shows a number of somebody else as text on one line', () => {
    const text = printed(logger, (log) => {
      log.warn(SENTENCE, { claimed_no_order: 'a\u001b[2J\nb' });
    });
    expect(json(text)).toMatchObject({ params: { claimed_no_order: 'a\\u001b[2J\\u000ab' } });
  });
});

describe("a logger of the app's own", () => {
  it('gets the sentence as text, and the stack', () => {
    const logger = new RecordingLogger();
    Logger.overrideLogger(logger);
    new LianlianLogger().error(SENTENCE, STACK, FIELDS);
    expect(logger.texts('error')).toEqual([`${SENTENCE} ${STACK} Lianlian`]);
  });

  it('keeps lines with fields that come before it does', () => {
    Logger.overrideLogger(false);
    Logger.attachBuffer();
    new LianlianLogger().warn(SENTENCE, FIELDS);
    const logger = new RecordingLogger();
    Logger.overrideLogger(logger);
    Logger.flush();
    Logger.detachBuffer();
    expect(logger.texts('warn')).toEqual([`${SENTENCE} Lianlian`]);
  });

  it('gets text where it throws at names that it does not know', () => {
    const logger = new RecordingLogger();
    const strict = new Proxy(logger, {
      get(target, name): unknown {
        if (!(name in target)) throw new Error(`no ${String(name)}`);
        return Reflect.get(target, name);
      },
    });
    Logger.overrideLogger(strict);
    new LianlianLogger().warn(SENTENCE, FIELDS);
    expect(logger.texts('warn')).toEqual([`${SENTENCE} Lianlian`]);
  });

  it('gets text where it is a double with a method for every name', () => {
    const calls: unknown[][] = [];
    const double = new Proxy({} as LoggerService, {
      get:
        () =>
        (...given: unknown[]) =>
          void calls.push(given),
    });
    Logger.overrideLogger(double);
    new LianlianLogger().warn(SENTENCE, FIELDS);
    expect(calls).toContainEqual([SENTENCE, 'Lianlian']);
  });
});

describe('whether a level is on', () => {
  const isOn = (logger: LoggerService): boolean => {
    Logger.overrideLogger(logger);
    return new LianlianLogger().isOn('debug');
  };

  it("is said by Nest's logger", () => {
    expect(isOn(new ConsoleLogger({ logLevels: ['debug'] }))).toBe(true);
    expect(isOn(new ConsoleLogger({ logLevels: ['log'] }))).toBe(false);
  });

  it('is taken for granted of every other logger', () => {
    class OwnDebug extends ConsoleLogger {
      override debug = (): void => undefined;
    }
    expect(isOn(new OwnDebug({ logLevels: ['error'] }))).toBe(true);
    class Broken extends ConsoleLogger {
      override isLevelEnabled(): never {
        throw new Error('no request is under way');
      }
    }
    expect(isOn(new Broken())).toBe(true);
    expect(isOn(new RecordingLogger())).toBe(true);
  });

  it('is open while Nest keeps lines for a logger to come', () => {
    Logger.attachBuffer();
    try {
      expect(isOn(new ConsoleLogger({ logLevels: ['error'] }))).toBe(true);
    } finally {
      Logger.detachBuffer();
    }
  });
});
