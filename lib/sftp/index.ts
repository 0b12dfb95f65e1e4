export { fetchReport, type FetchReportOptions, type SftpConnectOptions } from './fetch-report.js';
export type { SftpClient } from './sftp-client.js';
