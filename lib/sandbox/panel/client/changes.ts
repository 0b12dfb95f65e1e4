import { signal } from '@preact/signals';

import type { SandboxEvent } from '../../contract.js';
import { PAYOUT_HISTORY } from './payouts/payout-terms.js';
import { HISTORY } from './parts/terms.js';

/** Grows with every change in the sandbox: what is shown is loaded again then. */
export const changes = signal(0);

/** Whether changes are heard of; undefined until it is known. */
export const isLive = signal<boolean | undefined>(undefined);

/** The last thing that happened to an order or a payout, for screen readers. */
export const news = signal('');

const RETRY_MS = 1500;
/** A shop under load changes hundreds of orders a second. */
const REST_MS = 250;

let isResting = false;
let isMissing = false;

/** Shows what changed: at once, and then at most four times a second. */
export function changed(): void {
  if (isResting) {
    isMissing = true;
    return;
  }
  changes.value += 1;
  isResting = true;
  setTimeout(() => {
    isResting = false;
    if (!isMissing) return;
    isMissing = false;
    changed();
  }, REST_MS);
}

/** Hears of every change, for as long as the page is open: a connection that breaks is made again. */
export function listen(): void {
  const source = new EventSource('/_sandbox/events');
  source.onopen = () => {
    isLive.value = true;
    // Something may have been missed.
    changed();
  };
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const event = JSON.parse(data) as SandboxEvent;
    if (event.type === 'payout') news.value = `${event.no_order}: ${PAYOUT_HISTORY[event.what]}`;
    if (event.type === 'order') news.value = `${event.no_order}: ${HISTORY[event.what]}`;
    changed();
  };
  source.onerror = () => {
    isLive.value = false;
    // The browser connects again by itself, except after a response that is no stream.
    source.close();
    setTimeout(listen, RETRY_MS);
  };
}
