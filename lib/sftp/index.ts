/**
 * Reports from LianLian's SFTP server. Needs `ssh2-sftp-client`.
 *
 * @module nestjs-lianlian/sftp
 */
export type { SftpConnectOptions } from './connection.js';
export { fetchReport, type FetchReportOptions } from './fetch-report.js';
export type { SftpClient } from './sftp-client.js';
