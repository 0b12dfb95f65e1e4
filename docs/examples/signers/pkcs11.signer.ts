import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import graphene, { type Module, type PrivateKey, type Session, type Slot } from 'graphene-pk11';
import type { Signer, SigningMerchant, SignType } from 'nestjs-lianlian';

/** Both hash within the module: `source` goes in as it is. */
const MECHANISMS = { RSA: 'MD5_RSA_PKCS', SHA256withRSA: 'SHA256_RSA_PKCS' } as const satisfies Record<
  SignType,
  string
>;

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
 * It stays logged in for as long as the app runs, and signs in a session of its own each time, beside the event loop: a
 * session has one signature at a time, and an HSM in the network takes milliseconds.
 */
@Injectable()
export class Pkcs11Signer implements Signer, OnApplicationShutdown {
  private readonly module: Module;
  private readonly slot: Slot;
  private readonly login: Session;
  private readonly labelOf: (oidPartner: string) => string;

  constructor({ library, token, pin, keyLabel = (oidPartner) => oidPartner }: Pkcs11Options) {
    this.labelOf = keyLabel;
    this.module = graphene.Module.load(library);
    this.module.initialize();
    this.slot = this.slotOf(token);
    this.login = this.slot.open(graphene.SessionFlag.SERIAL_SESSION);
    this.login.login(pin);
  }

  async sign(source: Buffer, signType: SignType, { oidPartner }: SigningMerchant): Promise<string> {
    const session = this.slot.open(graphene.SessionFlag.SERIAL_SESSION);
    try {
      const signing = session.createSign(MECHANISMS[signType], this.keyOf(session, oidPartner));
      const signature = await new Promise<Buffer>((resolve, reject) => {
        signing.once(source, (error: Error | null, data: Buffer) => {
          if (error === null) resolve(data);
          else reject(error);
        });
      });
      return signature.toString('base64');
    } finally {
      session.close();
    }
  }

  onApplicationShutdown(): void {
    this.login.logout();
    this.login.close();
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

  private keyOf(session: Session, oidPartner: string): PrivateKey {
    const label = this.labelOf(oidPartner);
    const found = session.find({ class: graphene.ObjectClass.PRIVATE_KEY, label });
    if (found.length !== 1) {
      throw new Error(
        `The token has ${String(found.length)} private keys with the label ${label}, and not one`,
      );
    }
    return found.items(0).toType<PrivateKey>();
  }
}
