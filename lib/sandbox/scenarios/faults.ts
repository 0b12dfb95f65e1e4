import { type ResponseFault, responseFaults } from './response-faults.js';
import { type NotificationFault, notificationFaults } from './notification-faults.js';

/** Every fault that a scenario can have. */
export const faults: readonly (ResponseFault | NotificationFault)[] = [
  ...responseFaults,
  ...notificationFaults,
];

const byName = new Map(faults.map((each) => [each.fault, each]));

/** The fault of that name, if there is one. */
export function faultOf(name: string): ResponseFault | NotificationFault | undefined {
  return byName.get(name);
}
