import { type AttemptView, falseDeliveries } from '../../contract.js';

/** Whether a copy is one that no shop may accept. */
export const isForged = ({ how }: Pick<AttemptView, 'how'>): boolean => falseDeliveries.has(how);
