/**
 * Reports from LianLian's SFTP server. Needs `ssh2-sftp-client`.
 *
 * @module nestjs-lianlian/sftp
 */
export { fetchReport, type FetchReportOptions, type SftpConnectOptions } from './fetch-report.js';
export type { SftpClient } from './sftp-client.js';
