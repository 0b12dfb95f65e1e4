import { hostKeyFingerprint, type HostKeyLine, hostKeyLine } from './host-key-line.js';
import { isHostIn } from './host-pattern.js';
import { misused } from './sftp-errors.js';
import { sftpMessages } from './sftp.messages.js';

const DEFAULT_PORT = 22;

/** What a server's key is held against. */
interface HostKeyCheck {
  /** Types of the keys that are trusted, so that the server shows one of those if it has several. */
  readonly types: readonly string[];
  /** Why the key that a server shows is refused; undefined for one that is trusted. */
  refusal(shown: Buffer): string | undefined;
}

/**
 * What `hostKey` says of a server, with OpenSSH's rules for `known_hosts`: a line is about the hosts that it names, one
 * with a port before one without, and a key that any line revokes is refused whatever other lines say.
 *
 * @throws LianlianConfigError if a line cannot be read, or none of them names a key of this server
 */
export function hostKeyCheck(
  hostKey: string | readonly string[] | undefined,
  host: string,
  port: number = DEFAULT_PORT,
): HostKeyCheck {
  const server = `${host}, port ${port}`;
  const lines = linesOf(hostKey);
  const own = host.toLowerCase();
  const names = port === DEFAULT_PORT ? [own, `[${own}]:22`] : [`[${own}]:${port}`, own];
  const isAbout = ({ hosts }: HostKeyLine): boolean =>
    hosts === undefined || names.some((name) => isHostIn(hosts, name, names));

  const revoked = lines.filter((line) => line.marker === '@revoked' && isAbout(line));
  const trusted = trustedIn(lines, names).filter(
    ({ fingerprint }) => !revoked.some((line) => line.fingerprint === fingerprint),
  );
  if (trusted.length === 0) {
    const reasons = lines.map((line) => sftpMessages.notTrusted(line.place, line.marker, isAbout(line)));
    throw misused('hostKey', sftpMessages.noKeyOfHost(server, reasons));
  }
  return {
    types: [...new Set(trusted.flatMap(({ type }) => type ?? []))],
    refusal: (shown) => {
      const key = hostKeyFingerprint(shown);
      const revoking = revoked.find(({ fingerprint }) => fingerprint === key);
      if (revoking !== undefined) return sftpMessages.hostKeyRevoked(server, key, revoking.place);
      if (trusted.some(({ fingerprint }) => fingerprint === key)) return undefined;
      const known = trusted.map(({ fingerprint, place }) => `${fingerprint} (${place})`);
      return sftpMessages.hostKeyRefused(server, key, known);
    },
  };
}

/** Lines about a port come first: a plain host's are for ports that have none. */
function trustedIn(lines: readonly HostKeyLine[], names: readonly string[]): HostKeyLine[] {
  const unmarked = lines.filter(({ marker }) => marker === undefined);
  const named = names.map((name) =>
    unmarked.filter(({ hosts }) => hosts !== undefined && isHostIn(hosts, name, names)),
  );
  return [
    ...unmarked.filter(({ hosts }) => hosts === undefined),
    ...(named.find((found) => found.length > 0) ?? []),
  ];
}

function linesOf(hostKey: string | readonly string[] | undefined): HostKeyLine[] {
  const entries: readonly unknown[] = typeof hostKey === 'string' ? [hostKey] : (hostKey ?? []);
  if (entries.length === 0) throw misused('hostKey', sftpMessages.hostKeyMissing());
  return entries.flatMap((entry, index) => {
    if (typeof entry !== 'string') throw misused('hostKey', sftpMessages.hostKeyForm(`entry ${index + 1}`));
    return entry.split(/\r\n|\r|\n/).flatMap((text, line) => {
      if (/^\s*(?:#|$)/.test(text)) return [];
      const place = [...(entries.length > 1 ? [`entry ${index + 1}`] : []), `line ${line + 1}`].join(', ');
      const read = hostKeyLine(text, place);
      if (read === undefined) throw misused('hostKey', sftpMessages.hostKeyForm(place));
      return [read];
    });
  });
}
