/** Every sentence about fetching reports that a user may read. None holds a secret. */
export const sftpMessages = {
  notFetched: () => 'The report was not fetched:',
  clientMissing: () =>
    "needs the package 'ssh2-sftp-client', which is not installed: npm install ssh2-sftp-client",
  hostKeyMissing: () =>
    "is missing: the server's key, as 'SHA256:…' (ssh-keygen -lf shows it) or as its line of known_hosts or of the .pub file",
  hostKeyForm: () =>
    "must be 'SHA256:…' with 43 characters of base64, or the key itself as 'ssh-ed25519 AAAA…'",
  connectMissing: () => 'is missing, and so is client: how to reach the SFTP server, or a connected client',
  hostMissing: () => 'is missing: the name or address of the SFTP server',
  hostKeyRefused: () =>
    'The SFTP server showed another host key than hostKey: nothing was fetched, and no password was sent. Has LianLian announced a new key, or is somebody in between?',
  notFound: () =>
    'The SFTP server has no such report. Reports are ready at 09:00 in Asia/Shanghai: was the day settled, and the directory right?',
  fetchFailed: () => 'The report could not be fetched from the SFTP server',
  tooShort: (bytes: number, received: number) =>
    `The report is incomplete: the server has ${bytes} bytes of it, and ${received} came`,
  fileName: () => "must be a file's name alone, without a path: pass the path as directory",
} as const;
