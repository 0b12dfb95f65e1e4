import { apiTitles, errorCodes } from '../data.js';
import { pemOf } from '../keys.js';
import type { SandboxRequest } from '../request-log.js';
import { faults } from '../scenarios/faults.js';
import { magicAmounts } from '../scenarios/magic-amounts.js';
import type { ClockView, DeliveryHow, RequestView, SettingsView } from './contract.js';
import type { ControlParts } from './parts.js';

const DELIVERIES: Readonly<Record<DeliveryHow, string>> = {
  again: 'Once more, the very same bytes',
  twice: 'Two copies at once',
  late: 'Later, by the sandbox’s clock',
  'out-of-order': 'Every notification of the order, newest first',
  tampered: 'One fen more, after it was signed',
  unsigned: 'Without its signature',
  'foreign-key': 'Signed with a key that is not LianLian’s',
  'wrong-amount': 'Another amount, truly signed',
  'wrong-merchant': 'For another merchant, truly signed',
  dropped: 'Lost on the way',
};

/** Every way to deliver. */
export const deliveryHows: readonly string[] = Object.keys(DELIVERIES);

/** How the sandbox is set up. */
export function settingsView(parts: ControlParts): SettingsView {
  const { settings, merchants, lianlianPublicKey, seed, stateFile, desk } = parts;
  const { smsCode, edition, refundMs, notifications } = settings;
  return {
    url: desk.url(),
    merchants: merchants.map(({ oidPartner, privateKey, publicKey, smsFlow }) => ({
      oid_partner: oidPartner,
      hasPrivateKey: privateKey !== undefined,
      publicKey: pemOf(publicKey),
      smsFlow,
    })),
    lianlianPublicKey: pemOf(lianlianPublicKey),
    ...{ seed, smsCode, edition, refundMs, notifications, stateFile },
    clock: clockView(parts),
    magicAmounts: parts.hasMagicAmounts ? magicAmounts : [],
    faults: faults.map(({ fault, of, title, reads }) => ({ fault, of, title, reads })),
    deliveries: Object.entries(DELIVERIES).map(([how, title]) => ({ how: how as DeliveryHow, title })),
    apis: apiTitles,
    returnCodes: errorCodes,
  };
}

/** The sandbox's clock. */
export function clockView({ desk }: ControlParts): ClockView {
  return { now: desk.clock.now().toISOString(), aheadMs: desk.clock.aheadMs };
}

/** A request of the log. */
export function requestView(request: SandboxRequest): RequestView {
  const { no_order, oid_partner } = request.fields;
  return { ...request, at: request.at.toISOString(), no_order, oid_partner };
}
