import { both, type Sentence } from '../../diagnosis/signature-diagnosis.js';
import { apiTitles, errorCodes } from '../data/data.js';
import { pemOf } from '../common/keys.js';
import type { SandboxRequest } from '../gateway/request-log.js';
import { faults } from '../scenarios/faults.js';
import { magicAmounts } from '../scenarios/magic-amounts.js';
import type { ClockView, DeliveryHow, RequestView, SettingsView } from '../contract.js';
import type { ControlParts } from './parts.js';

const DELIVERIES: Readonly<Record<DeliveryHow, Sentence>> = {
  again: both('Once more, the very same bytes', '同样的字节再发一次'),
  twice: both('Two copies at once', '同时发两份'),
  late: both('Later, by the sandbox’s clock', '晚些时候，按沙箱时钟'),
  'out-of-order': both(
    'Every notification of the order or payout, newest first',
    '该订单或代付的全部通知，新的先到',
  ),
  tampered: both('Amount raised by 0.01 after signing', '签名后金额加一分'),
  unsigned: both('Without its signature', '没有签名'),
  'foreign-key': both('Signed with a key that is not LianLian’s', '签名密钥不是连连的'),
  'wrong-amount': both('Validly signed, wrong amount', '签名有效但金额不符'),
  'wrong-currency': both('Validly signed, another currency', '签名有效但币种不符'),
  'wrong-merchant': both('Validly signed, wrong merchant', '签名有效但商户号不符'),
  dropped: both('Lost on the way', '途中丢失'),
};

/** Every way to deliver. */
export const deliveryHows: readonly string[] = Object.keys(DELIVERIES);

/** How the sandbox is set up. */
export function settingsView(parts: ControlParts): SettingsView {
  const { settings, merchants, lianlianPublicKey, seed, stateFile, services } = parts;
  const { smsCode, strict, edition, refundMs, payoutMs, settlementSpelling, notifications, shopStatus } =
    settings;
  return {
    ...services.addresses(),
    merchants: merchants.map(({ oidPartner, privateKey, publicKey, smsFlow }) => ({
      oid_partner: oidPartner,
      hasPrivateKey: privateKey !== undefined,
      publicKey: pemOf(publicKey),
      smsFlow,
    })),
    lianlianPublicKey: pemOf(lianlianPublicKey),
    ...{ seed, smsCode, strict, edition, refundMs, payoutMs, notifications, stateFile },
    ...{ settlementSpelling, shopStatus },
    exchangeRates: services.rates.all(),
    clock: clockView(parts),
    magicAmounts: parts.hasMagicAmounts ? magicAmounts : [],
    faults: faults.map(({ fault, of, title, reads, kinds, codes }) => ({
      ...{ fault, of, title, reads, kinds, codes },
    })),
    deliveries: Object.entries(DELIVERIES).map(([how, title]) => ({ how: how as DeliveryHow, title })),
    apis: apiTitles,
    returnCodes: errorCodes,
  };
}

/** The sandbox's clock. */
export function clockView({ services }: ControlParts): ClockView {
  const { aheadMs, movedMs } = services.clock;
  return { now: services.clock.now().toISOString(), aheadMs, movedMs };
}

/** A request of the log. */
export function requestView(request: SandboxRequest): RequestView {
  const { no_order, oid_partner } = request.fields;
  return { ...request, at: request.at.toISOString(), no_order, oid_partner };
}
