import { both } from '../diagnosis/signature-diagnosis.js';

/** Every sentence about what the doctor is given. A file is named by its option: what was typed may be a key. */
export const inputMessages = {
  unreadableFile: (option: string, code: string) =>
    both(`the file that ${option} names cannot be read (${code})`, `${option} 指定的文件无法读取（${code}）`),
  unusableKey: (option: string, reason: string) =>
    both(
      `the file that ${option} names ${reason}`,
      `${option} 指定的文件里没有可用的公钥，错误原文：${reason}`,
    ),
  noPublicKey: () => 'holds no public key',
} as const;
