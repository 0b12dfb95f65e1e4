import { isIPv6 } from 'node:net';

import { Injectable } from '@nestjs/common';

/** How many wrong passwords there may be, and how soon there may be another one. */
interface Allowance {
  readonly atOnce: number;
  readonly everyMs: number;
}

const OF_AN_ADDRESS: Allowance = { atOnce: 5, everyMs: 10_000 };
const OF_ALL: Allowance = { atOnce: 30, everyMs: 2_000 };
/** From where the operator has signed in, wrong passwords from elsewhere keep nobody out. */
const KNOWN_ADDRESSES = 100;
const ADDRESSES = 10_000;

/**
 * Wrong passwords of the operator's side: six a minute from an address, thirty from all together. A wait is a matter of
 * seconds, so that nobody locks the operator out.
 */
@Injectable()
export class SignInAttempts {
  /** Until when an allowance is used up: each failure moves it on by `everyMs`. */
  private readonly usedUntil = new Map<string, number>();
  private readonly known = new Map<string, true>();
  private allUsedUntil = 0;

  /** How many addresses are remembered. */
  get addresses(): number {
    return this.usedUntil.size;
  }

  /** How long the next password from there has to wait; 0 where it need not. */
  waitMs(address: string, now = Date.now()): number {
    const network = networkOf(address);
    const own = waitOf(this.usedUntil.get(network) ?? 0, OF_AN_ADDRESS, now);
    return this.known.has(network) ? own : Math.max(own, waitOf(this.allUsedUntil, OF_ALL, now));
  }

  failed(address: string, now = Date.now()): void {
    const network = networkOf(address);
    const used = after(this.usedUntil.get(network) ?? 0, OF_AN_ADDRESS, now);
    setWithin(this.usedUntil, network, used, ADDRESSES);
    this.allUsedUntil = after(this.allUsedUntil, OF_ALL, now);
  }

  succeeded(address: string): void {
    const network = networkOf(address);
    this.usedUntil.delete(network);
    setWithin(this.known, network, true, KNOWN_ADDRESSES);
  }
}

function after(usedUntil: number, { everyMs }: Allowance, now: number): number {
  return Math.max(usedUntil, now) + everyMs;
}

function waitOf(usedUntil: number, { atOnce, everyMs }: Allowance, now: number): number {
  return Math.max(0, usedUntil - now - (atOnce - 1) * everyMs);
}

/** Keeps the newest entries alone. */
function setWithin<Value>(map: Map<string, Value>, key: string, value: Value, atMost: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > atMost && oldest !== undefined) map.delete(oldest);
}

/** An IPv6 subscriber has a whole network of addresses: its first half names it. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '');
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, '')}]`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  return [...groups, ...Array.from({ length: missing }, () => '0')].slice(0, 4).join(':');
}
