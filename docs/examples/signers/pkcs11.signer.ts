import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import graphene, { type Module, type PrivateKey, type Session, type Slot } from 'graphene-pk11';
import type { Signer, SigningMerchant, SignType } from 'nestjs-lianlian';

/** Both hash within the module: `source` goes in as it is. */
const MECHANISMS = { RSA: 'MD5_RSA_PKCS', SHA256withRSA: 'SHA256_RSA_PKCS' } as const satisfies Record<
  SignType,
  string
>;

/** `CKF_OS_LOCKING_OK`, of which graphene has no name. */
const OS_LOCKING_OK = 2;

/** Where the keys are. */
export interface Pkcs11Options {
  /** The module of the HSM's maker, such as `/usr/lib/softhsm/libsofthsm2.so`. */
  readonly library: string;
  /** The token that has the keys, by its label. */
  readonly token: string;
  readonly pin: string;
  /** The label of a merchant's private key. Default: the merchant number. */
  readonly keyLabel?: (oidPartner: string) => string;
}

/**
 * Signs with keys that never leave an HSM, through the PKCS#11 module of its maker.
 *
 * It stays logged in for as long as the app runs. It signs one after the other and holds the process up meanwhile, for
 * about a millisecond, more where the HSM is in the network: with graphene's asynchronous calls, SoftHSM's signatures were
 * wrong now and then, and the process crashed. Give the module `publicKey`, so that no such signature leaves it.
 */
@Injectable()
export class Pkcs11Signer implements Signer, OnApplicationShutdown {
  private readonly module: Module;
  private readonly session: Session;
  private readonly labelOf: (oidPartner: string) => string;

  constructor({ library, token, pin, keyLabel = (oidPartner) => oidPartner }: Pkcs11Options) {
    this.labelOf = keyLabel;
    this.module = graphene.Module.load(library);
    // Some modules begin threads of their own.
    this.module.initialize({ flags: OS_LOCKING_OK });
    this.session = this.slotOf(token).open(graphene.SessionFlag.SERIAL_SESSION);
    this.session.login(pin);
  }

  async sign(source: Buffer, signType: SignType, { oidPartner }: SigningMerchant): Promise<string> {
    const key = this.keyOf(oidPartner);
    return this.session.createSign(MECHANISMS[signType], key).once(source).toString('base64');
  }

  onApplicationShutdown(): void {
    this.session.logout();
    this.session.close();
    this.module.finalize();
  }

  private slotOf(label: string): Slot {
    const slots = this.module.getSlots(true);
    for (let index = 0; index < slots.length; index++) {
      const slot = slots.items(index);
      if (slot.getToken().label === label) return slot;
    }
    throw new Error(`The PKCS#11 module has no token with the label ${label}`);
  }

  private keyOf(oidPartner: string): PrivateKey {
    const label = this.labelOf(oidPartner);
    const found = this.session.find({ class: graphene.ObjectClass.PRIVATE_KEY, label });
    if (found.length !== 1) {
      throw new Error(
        `The token has ${String(found.length)} private keys with the label ${label}, and not one`,
      );
    }
    return found.items(0).toType<PrivateKey>();
  }
}
