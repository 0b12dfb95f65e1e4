import { KeyObject, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

import type * as X509 from '@peculiar/x509';

import { DAY_MS } from '../common/durations.js';

/** A certificate and its private key, both in PEM. */
export interface TlsPair {
  readonly key: string;
  readonly cert: string;
}

/** Longer ones are refused by some clients. */
const DAYS = 397;

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * A new certificate that is signed by nobody but itself, for a year.
 *
 * @param names host names and addresses that it is for
 * @throws Error where the package that makes it is not installed
 */
export async function newCertificate(names: readonly string[]): Promise<TlsPair> {
  const x509 = await loaded();
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  // An hour back: clocks of containers differ.
  const notBefore = new Date(Date.now() - DAY_MS / 24);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=LianLian sandbox of nestjs-lianlian',
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore,
    notAfter: new Date(notBefore.getTime() + DAYS * DAY_MS),
    extensions: [
      // It signs nothing else: to trust it is to trust this server alone.
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ format: 'pem', type: 'pkcs8' }).toString();
  return { key, cert: `${certificate.toString('pem').trim()}\n` };
}

const PACKAGE = '@peculiar/x509';

async function loaded(): Promise<typeof X509> {
  try {
    // It wants this loaded before it.
    await import('reflect-metadata');
    // Its name is no literal, so that bundlers and the compiler don't ask for a package that is optional.
    return (await import(PACKAGE)) as typeof X509;
  } catch (cause) {
    throw new Error(
      `TLS needs a certificate, and the package ${PACKAGE}, which makes one, is not installed: npm install ${PACKAGE} ` +
        `(with npx: npx -p nestjs-lianlian -p ${PACKAGE} nestjs-lianlian sandbox …), or give a certificate of your ` +
        'own (--tls-cert and --tls-key, or the option tls)',
      { cause },
    );
  }
}
