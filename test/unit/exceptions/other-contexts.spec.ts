import { type ArgumentsHost, Logger } from '@nestjs/common';
import { firstValueFrom, type Observable } from 'rxjs';
import { describe, expect, it } from 'vitest';

import { LianlianExceptionFilter, LianlianTransportError } from '../../../lib/index.js';

Logger.overrideLogger(false);

const error = new LianlianTransportError('order o-1: no response', { outcome: 'unknown' });
const NOTICE = { code: 'outcome-unknown', outcome: 'unknown' };
const TOLD = { status: 'error', message: expect.stringMatching(/Please do not pay again/), ...NOTICE };

const hostOf = (type: string, client: object = {}): ArgumentsHost =>
  ({
    getType: () => type,
    switchToWs: () => ({ getClient: () => client }),
    switchToHttp: () => {
      throw new Error('this is no HTTP');
    },
  }) as unknown as ArgumentsHost;

const filtered = (type: string, client?: object): unknown =>
  new LianlianExceptionFilter().catch(error, hostOf(type, client));

// With Nest's own packages and real connections: test/package/consumers.
describe('outside HTTP a client is told the notice', () => {
  it('as an error of GraphQL', () => {
    let thrown: unknown;
    try {
      filtered('graphql');
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toMatchObject({ message: TOLD.message, extensions: NOTICE });
    expect(String(thrown)).not.toContain('o-1');
  });

  it('as a stream that fails, for microservices: thrown, it would end their process', async () => {
    const result = filtered('rpc') as Observable<never>;
    await expect(firstValueFrom(result)).rejects.toEqual(TOLD);
  });

  it("as Nest's own event, for gateways of Socket.IO", () => {
    const told: unknown[] = [];
    filtered('ws', { emit: (...event: unknown[]) => told.push(event), send: () => told.push('message') });
    expect(told).toEqual([['exception', TOLD]]);
  });

  it('as the message that Nest makes of it, for gateways of ws, whose emit stays in the process', () => {
    const told: unknown[] = [];
    filtered('ws', {
      readyState: 1,
      emit: () => told.push('emitted'),
      send: (message: string) => told.push(JSON.parse(message)),
    });
    expect(told).toEqual([{ event: 'exception', data: TOLD }]);
  });

  it('not at all where the context is not known: the error goes on', () => {
    expect(() => filtered('necord')).toThrow(error);
  });
});
