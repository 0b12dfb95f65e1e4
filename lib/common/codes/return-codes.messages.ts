import type { ReturnCodeProduct } from './code-meanings.js';

/** How products are called in sentences. */
const PRODUCT_NAMES: Readonly<Record<ReturnCodeProduct, string>> = { payout: 'payouts' };

/** Of a code from an API whose product has no such code. `only` is the product that alone has it, if there is one. */
export function onlyElsewhere(only: ReturnCodeProduct | undefined, description: string): string {
  const elsewhere = only === undefined ? 'for other products' : `for ${PRODUCT_NAMES[only]} alone`;
  return `LianLian's documents list this code ${elsewhere}; what it means here is not known. There it means: "${description}"`;
}

/** Of a code by which a confirmation is refused. */
export function openWhenRefused(description: string): string {
  return `LianLian refuses the confirmation, as it does one that it has taken already: the money may be on its way. Query the payout by its no_order before anything else. By itself the code means: "${description}"`;
}
