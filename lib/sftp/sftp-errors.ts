import { LianlianConfigError } from '../errors/lianlian-config.error.js';
import { LianlianReportError } from '../errors/lianlian-report.error.js';
import { sftpMessages } from './sftp.messages.js';

/** An option with which nothing is fetched. */
export function misused(option: string, message: string): LianlianConfigError {
  return new LianlianConfigError([{ option, message }], { headline: sftpMessages.cannotFetch() });
}

/** A server that says nothing. */
export function silent(timeoutMs: number): LianlianReportError {
  return new LianlianReportError(sftpMessages.silent(timeoutMs));
}
