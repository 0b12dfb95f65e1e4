import { MemoryInbox } from 'nestjs-lianlian';

import { newOrder } from './new-order.mjs';

export function openMemory() {
  const known = new Map();
  const effects = [];
  return {
    inbox: new MemoryInbox(),
    orders: {
      add: async (numbers) => numbers.forEach((no_order) => known.set(no_order, newOrder())),
      find: async (no_order) => known.get(no_order),
      pay: async ({ no_order, oid_paybill }) => {
        // Memory has no waiting of its own: without this, no two copies would ever meet.
        await new Promise((resolve) => setImmediate(resolve));
        effects.push(no_order);
        known.set(no_order, { ...known.get(no_order), oid_paybill });
      },
      unsettled: async () => [],
      effects: async () => effects,
      paid: async () => [...known].filter(([, order]) => order.oid_paybill !== undefined).length,
      remove: async () => known.clear(),
    },
  };
}
