import { type AnswerFault, answerFaults } from './answer-faults.js';
import { type NotificationFault, notificationFaults } from './notification-faults.js';

/** Every fault that a scenario can have. */
export const faults: readonly (AnswerFault | NotificationFault)[] = [...answerFaults, ...notificationFaults];

const byName = new Map(faults.map((each) => [each.fault, each]));

/** The fault of that name, if there is one. */
export function faultOf(name: string): AnswerFault | NotificationFault | undefined {
  return byName.get(name);
}
