import { both } from '../../diagnosis/signature-diagnosis.js';

/** Every sentence about a message's signature. None of them quotes a field that may be secret. */
export const explainMessages = {
  lianlianKeyNeeded: () =>
    both(
      "LianLian's public key is needed to verify this: set LIANLIAN_PUBLIC_KEY, or pass --lianlian-public-key FILE",
      '验证这条报文需要连连的公钥：请设置 LIANLIAN_PUBLIC_KEY，或者使用 --lianlian-public-key 文件',
    ),
  merchantKeyNeeded: () =>
    both(
      "the merchant's key is needed to verify this: set LIANLIAN_PRIVATE_KEY, or pass --merchant-public-key FILE",
      '验证这条报文需要商户的密钥：请设置 LIANLIAN_PRIVATE_KEY，或者使用 --merchant-public-key 文件',
    ),
} as const;
