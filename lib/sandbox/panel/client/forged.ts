import type { AttemptView, DeliveryHow } from '../../contract.js';

const FORGED: ReadonlySet<DeliveryHow> = new Set<DeliveryHow>([
  'tampered',
  'unsigned',
  'foreign-key',
  'wrong-amount',
  'wrong-currency',
  'wrong-merchant',
]);

/** Whether a copy is one that no shop may accept. */
export const isForged = ({ how }: Pick<AttemptView, 'how'>): boolean => how !== undefined && FORGED.has(how);
