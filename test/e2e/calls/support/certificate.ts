import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate for localhost that is signed by nobody but itself. */
export function selfSignedCertificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        cert,
        ...subject,
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A certificate for localhost that an authority signed, and the authority's own. */
export function certificateOfAuthority(): { key: string; cert: string; authority: string } {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: 'ignore' });
  };
  const fresh = ['-newkey', 'rsa:2048', '-nodes', '-keyout'];
  try {
    openssl(
      ...['req', '-x509', ...fresh, file('ca-key.pem'), '-out', file('ca.pem'), '-days', '2'],
      ...['-subj', '/CN=authority of a test'],
    );
    openssl('req', '-new', ...fresh, file('key.pem'), '-out', file('csr.pem'), '-subj', '/CN=localhost');
    writeFileSync(
      file('extensions'),
      'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n',
    );
    openssl(
      ...['x509', '-req', '-in', file('csr.pem'), '-CA', file('ca.pem'), '-CAkey', file('ca-key.pem')],
      ...['-CAcreateserial', '-days', '2', '-extfile', file('extensions'), '-out', file('cert.pem')],
    );
    const [key = '', cert = '', authority = ''] = ['key.pem', 'cert.pem', 'ca.pem'].map((name) =>
      readFileSync(file(name), 'utf8'),
    );
    return { key, cert, authority };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
