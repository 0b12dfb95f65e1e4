import { type ArgumentsHost, Logger } from '@nestjs/common';
import { firstValueFrom, type Observable } from 'rxjs';
import { describe, expect, it } from 'vitest';

import { LianlianExceptionFilter, LianlianTransportError } from '../../../lib/index.js';

Logger.overrideLogger(false);

const error = new LianlianTransportError('order o-1: no response', { outcome: 'unknown' });
const told: unknown[] = [];
const hostOf = (type: string): ArgumentsHost =>
  ({
    getType: () => type,
    switchToWs: () => ({ getClient: () => ({ emit: (...event: unknown[]) => told.push(event) }) }),
    switchToHttp: () => {
      throw new Error('this is no HTTP');
    },
  }) as unknown as ArgumentsHost;

describe('outside HTTP the error goes on', () => {
  it('thrown, for GraphQL and whatever else there is', () => {
    expect(() => new LianlianExceptionFilter().catch(error, hostOf('graphql'))).toThrow(error);
    expect(() => new LianlianExceptionFilter().catch(error, hostOf('necord'))).toThrow(error);
  });

  it('as a stream that fails, for microservices: thrown, it would end their process', async () => {
    const result = new LianlianExceptionFilter().catch(error, hostOf('rpc'));
    await expect(firstValueFrom(result as Observable<never>)).rejects.toBe(error);
  });

  it("as Nest's own event, for gateways", () => {
    new LianlianExceptionFilter().catch(error, hostOf('ws'));
    expect(told).toEqual([['exception', { status: 'error', message: 'Internal server error' }]]);
  });
});
