/**
 * A shop in a process of its own, which trusts what its environment says: it pays an order, and prints which one, or
 * why that failed. `node program.mjs <settings as JSON>`
 */
import 'reflect-metadata';

import { LianlianTransportError } from 'nestjs-lianlian';

import { payWith } from './pay-with.js';

/** What it prints. */
export interface ShopReport {
  readonly paid?: string | undefined;
  readonly outcome?: string | undefined;
  readonly message?: string | undefined;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;

async function report(): Promise<ShopReport> {
  try {
    return { paid: await payWith(settings) };
  } catch (error) {
    if (!(error instanceof LianlianTransportError)) throw error;
    const { outcome, message } = error;
    return { outcome, message };
  }
}

process.stdout.write(`\n${JSON.stringify(await report())}`);
