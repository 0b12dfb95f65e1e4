import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import { type Gateway, startGateway } from '../../calls/support/gateway.js';
import { isSignedByMerchant, signedResponse } from '../../calls/support/lianlian-side.js';
import { SUCCESS } from '../../calls/support/samples.js';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const keyPair = (modulusLength = 1024): KeyPair => generateKeyPairSync('rsa', { modulusLength });

/** A call as LianLian got it: which of the merchant's keys signed it, and the address that it brought. */
export interface Seen {
  readonly no_order: string;
  /** The number of the key, or -1 for none of them. */
  readonly key: number;
  readonly notify_url: string | undefined;
}

/** A LianLian that knows several keys of a merchant, and answers when it is told to. */
export interface KeyOffice {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Holds responses back until `answerAll`. */
  hold(): void;
  answerAll(): void;
  stop(): Promise<void>;
}

export async function openKeyOffice(
  merchantKeys: readonly KeyPair[],
  signingKey: () => KeyObject,
): Promise<KeyOffice> {
  const seen: Seen[] = [];
  const held: (() => void)[] = [];
  let isHolding = false;
  const gateway: Gateway = await startGateway(({ fields }, response) => {
    const { no_order = '', notify_url, oid_partner = '' } = fields;
    seen.push({
      no_order,
      key: merchantKeys.findIndex(({ publicKey }) => isSignedByMerchant(fields, publicKey)),
      notify_url,
    });
    const respond = (): void => {
      const body = signedResponse({ ...SUCCESS, no_order, oid_partner, oid_paybill: '1' }, signingKey());
      response.setHeader('content-type', 'application/json').end(body);
    };
    if (isHolding) held.push(respond);
    else respond();
    return undefined;
  });
  return {
    url: gateway.url,
    seen,
    hold: () => {
      isHolding = true;
    },
    answerAll: () => {
      isHolding = false;
      for (const respond of held.splice(0)) respond();
    },
    stop: () => gateway.stop(),
  };
}
