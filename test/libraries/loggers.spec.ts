import { Writable } from 'node:stream';

import { Logger, type LoggerService } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { WinstonModule } from 'nest-winston';
import { Logger as PinoNestLogger, LoggerModule, NativeLogger } from 'nestjs-pino';
import { afterEach, describe, expect, it } from 'vitest';
import winston from 'winston';

import { LianlianLogger } from '../../lib/common/logging/lianlian-logger.js';

const SENTENCE = 'Payment of order a1 (transaction 7): paid twice.';
const FIELDS = { no_order: 'a1', oid_paybill: '7', oid_partner: '201304121000001004', reason: 'paid-twice' };
const STACK = 'Error: in the hook\n    at onPayment (shop.ts:1:1)';

afterEach(() => {
  Logger.overrideLogger(false);
});

/** A stream, and the records that were written to it. */
function recorded(): { stream: Writable; records: Record<string, unknown>[] } {
  const records: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      records.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  return { stream, records };
}

function writeLines(logger: LoggerService): void {
  Logger.overrideLogger(logger);
  const log = new LianlianLogger();
  log.warn(SENTENCE, FIELDS);
  log.error(SENTENCE, STACK, FIELDS);
  log.log('Sweeps.');
}

describe('nestjs-pino', () => {
  const { stream, records } = recorded();

  async function lines(type: typeof PinoNestLogger | typeof NativeLogger): Promise<typeof records> {
    records.length = 0;
    const module = await Test.createTestingModule({
      imports: [LoggerModule.forRoot({ pinoHttp: [{ level: 'debug', messageKey: 'message' }, stream] })],
    }).compile();
    writeLines(module.get<LoggerService>(type));
    return records;
  }

  it('has fields at the top, the sentence as the message, and the stack as the error', async () => {
    expect(await lines(PinoNestLogger)).toMatchObject([
      { level: 40, context: 'Lianlian', message: SENTENCE, ...FIELDS },
      { level: 50, context: 'Lianlian', message: SENTENCE, ...FIELDS, err: { stack: STACK } },
      { level: 30, context: 'Lianlian', message: 'Sweeps.' },
    ]);
  });

  it("has them as Nest's own logger has, where it stands in for that", async () => {
    expect(await lines(NativeLogger)).toMatchObject([
      { level: 40, context: 'Lianlian', message: SENTENCE, params: FIELDS },
      { level: 50, context: 'Lianlian', message: SENTENCE, params: FIELDS, stack: STACK },
      { level: 30, context: 'Lianlian', message: 'Sweeps.' },
    ]);
  });
});

describe('nest-winston', () => {
  it('has fields at the top, and the sentence as the message', () => {
    const { stream, records } = recorded();
    writeLines(
      WinstonModule.createLogger({
        format: winston.format.json(),
        transports: [new winston.transports.Stream({ stream })],
      }),
    );
    expect(records).toMatchObject([
      { level: 'warn', context: 'Lianlian', message: SENTENCE, ...FIELDS },
      { level: 'error', context: 'Lianlian', message: SENTENCE, ...FIELDS, stack: [STACK] },
      { level: 'info', context: 'Lianlian', message: 'Sweeps.' },
    ]);
  });
});
