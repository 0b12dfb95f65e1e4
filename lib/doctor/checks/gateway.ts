import type { LianlianSettings } from '../../config/settings.js';
import { type Check, warning } from '../check.js';
import { checkMessages } from './check.messages.js';

/** This machine itself, by every name that it always has. */
const THIS_MACHINE = /^(?:(?:.*\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether calls go elsewhere than to LianLian, and whether others can read them on their way. */
export function checkGateway({ gateway }: LianlianSettings): Check[] {
  if (gateway === undefined) return [];
  const { protocol, hostname } = new URL(gateway);
  const isOpen = protocol === 'http:' && !THIS_MACHINE.test(hostname);
  return [
    warning('gateway', checkMessages.gatewayIsSet(gateway)),
    ...(isOpen ? [warning('gateway', checkMessages.plainGateway(hostname))] : []),
  ];
}
