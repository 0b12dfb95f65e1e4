/** How many lines of a long `known_hosts` an error tells of. */
const MOST_LINES = 5;

/** Every sentence about fetching reports that a user may read. None holds a secret. */
export const sftpMessages = {
  cannotFetch: () => 'nestjs-lianlian cannot fetch the report:',
  notFetched: () => 'The report was not fetched:',
  clientMissing: () =>
    "needs the package 'ssh2-sftp-client', version 11 or 12, which is not installed: npm install ssh2-sftp-client",
  hostKeyMissing: () =>
    "is missing: the server's key, as 'SHA256:…' (ssh-keygen -lf shows it) or as its line of known_hosts or of the .pub file",
  hostKeyForm: (place: string) =>
    `cannot be read (${place}): it must be 'SHA256:…' with 43 characters of base64, the key itself as 'ssh-ed25519 AAAA…', or lines of known_hosts`,
  noKeyOfHost: (server: string, reasons: readonly string[]) =>
    `names no key of ${server}: ${listOf(reasons, 'it has comments alone')}. Nothing was sent. ` +
    `Ask LianLian for the key of that server, and give it as 'SHA256:…' or as a line that begins with that host`,
  notTrusted: (place: string, marker: string | undefined, isAbout: boolean) => {
    if (!isAbout) return `${place} is about other hosts`;
    if (marker === '@cert-authority')
      return `${place} is @cert-authority, and certificates of hosts are not supported`;
    return marker === '@revoked' ? `${place} revokes a key` : `${place} has a key that is revoked`;
  },
  connectMissing: () => 'is missing, and so is client: how to reach the SFTP server, or a connected client',
  hostMissing: () => 'is missing: the name or address of the SFTP server',
  timeout: () => 'must be a number of milliseconds, more than 0',
  hostKeyRefused: (server: string, shown: string, known: readonly string[]) =>
    `The SFTP server showed another host key than hostKey names: nothing was fetched, and no password was sent. ` +
    `${server} showed ${shown}, and hostKey names ${listOf(known, 'none')}. ` +
    `Has LianLian announced a new key, is it a key of another type, or is somebody in between? Ask LianLian before you change hostKey`,
  hostKeyRevoked: (server: string, shown: string, place: string) =>
    `The SFTP server showed a host key that hostKey revokes (${place}): nothing was fetched, and no password was sent. ` +
    `${server} showed ${shown}. Somebody else may have that key: ask LianLian which one is theirs now`,
  notFound: () =>
    'The SFTP server has no such report. Reports are ready at 09:00 in Asia/Shanghai: was the day settled, and the directory right?',
  fetchFailed: () => 'The report could not be fetched from the SFTP server',
  noSize: () =>
    'The SFTP server does not say how long the report is, so it cannot be known whether all of it comes: nothing was fetched',
  silent: (timeoutMs: number) =>
    `The SFTP server was silent for ${timeoutMs} ms, so the report was given up: fetch it again`,
  tooShort: (bytes: number, received: number) =>
    `The report is incomplete: the server has ${bytes} bytes of it, and ${received} came`,
  tooLong: (bytes: number, received: number) =>
    `The report grew from ${bytes} to ${received} bytes while it was fetched: LianLian still writes it. Fetch it again later`,
  fileName: () => "must be a file's name alone, without a path: pass the path as directory",
} as const;

function listOf(parts: readonly string[], none: string): string {
  if (parts.length === 0) return none;
  const more = parts.length - MOST_LINES;
  return [...parts.slice(0, MOST_LINES), ...(more > 0 ? [`${more} more lines`] : [])].join('; ');
}
