import { type PayoutFault, payoutFaults } from './payout-faults.js';
import { type ResponseFault, responseFaults } from './response-faults.js';
import { type NotificationFault, notificationFaults } from './notification-faults.js';

/** A fault of any kind. */
type Fault = ResponseFault | NotificationFault | PayoutFault;

/** Every fault that a scenario can have. */
export const faults: readonly Fault[] = [...responseFaults, ...notificationFaults, ...payoutFaults];

const byName = new Map(faults.map((each) => [each.fault, each]));

/** The fault of that name, if there is one. */
export function faultOf(name: string): Fault | undefined {
  return byName.get(name);
}
