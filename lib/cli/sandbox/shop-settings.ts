import { CONTROL_PATH } from '../../sandbox/control/contract.js';
import { pemOf } from '../../sandbox/keys.js';
import type { Merchant } from '../../sandbox/merchants.js';
import type { OpenSandbox } from '../../sandbox/open-sandbox.js';

/** What a shop puts into its environment to use the sandbox, for a `.env` file. */
export function shopSettings({ url, merchants, lianlianKey }: OpenSandbox): string {
  const lines = [
    `# LianLian sandbox at ${url}: no real money. Ctrl+C ends it.`,
    `# Control panel: ${url}${CONTROL_PATH}`,
    ...merchants.flatMap((merchant, index) => merchantLines(merchant, index > 0)),
    `LIANLIAN_PUBLIC_KEY="${onOneLine(pemOf(lianlianKey.publicKey))}"`,
    `LIANLIAN_GATEWAY=${url}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Only one merchant fits into an environment: the others are told as remarks. */
function merchantLines({ oidPartner, privateKey }: Merchant, isFurther: boolean): string[] {
  const lines = [
    `LIANLIAN_OID_PARTNER=${oidPartner}`,
    privateKey === undefined
      ? '# LIANLIAN_PRIVATE_KEY: yours'
      : `LIANLIAN_PRIVATE_KEY="${onOneLine(pemOf(privateKey))}"`,
  ];
  return isFurther
    ? ['# Another merchant:', ...lines.map((line) => (line.startsWith('#') ? line : `# ${line}`))]
    : lines;
}

function onOneLine(pem: string): string {
  return pem.trim().replaceAll('\n', '\\n');
}
