import encodeQR from 'qr';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { SettingsView } from '../../../contract.js';
import { t } from '../words.js';

/** Modules of white around the code, without which phones do not find it. */
const QUIET = 4;

/**
 * A code that leads a phone to a page of the sandbox, at an address that phones reach.
 *
 * @param path of the page
 */
export function Phone({
  path,
  settings: { publicUrl, phones },
}: {
  readonly path: string;
  readonly settings: Pick<SettingsView, 'publicUrl' | 'phones'>;
}): JSX.Element {
  const [chosen, choose] = useState(0);
  const origin = phones[chosen] ?? phones[0];
  if (origin === undefined) return <Unreached />;
  const link = origin + path;
  return (
    <figure class="phone stack tight" data-testid="phone">
      <figcaption>{t('用手机扫码付款', 'Pay with a phone: scan this')}</figcaption>
      <img
        src={pictureOf(link)}
        alt={t('付款页二维码', 'QR code of the payer’s page')}
        width="200"
        height="200"
      />
      <a class="address" href={link} data-testid="phone-link">
        {link}
      </a>
      {phones.length > 1 && (
        <button
          type="button"
          class="small"
          data-testid="phone-other"
          onClick={() => {
            choose((chosen + 1) % phones.length);
          }}
        >
          {t('手机打不开？换一个地址', 'The phone does not open it? Another address')}
        </button>
      )}
      {!phones.includes(publicUrl) && (
        <small data-testid="phone-hint">
          {t(
            `商城自己的二维码仍指向 ${publicUrl}，手机打不开。启动沙箱时加上 --public-url network（代码中为 publicUrl: 'network'），它们就指向局域网地址。`,
            `The shop's own QR codes lead to ${publicUrl}, which no phone opens. Start the sandbox with --public-url network (in code: publicUrl: 'network'), and they lead into the local network.`,
          )}
        </small>
      )}
    </figure>
  );
}

/** What lets a phone in. */
function Unreached(): JSX.Element {
  return (
    <details data-testid="phone-unreached">
      <summary>{t('用手机付款', 'Pay with a phone')}</summary>
      <p>
        {t(
          '沙箱只监听本机，手机访问不到。请这样启动：示例商城 ',
          'The sandbox listens for this machine alone, where no phone reaches it. Start it so: the sample shop with ',
        )}
        <code>HOST=0.0.0.0 npm start</code>
        {t('；命令行 ', ', the command with ')}
        <code>--host 0.0.0.0 --public-url network</code>
        {t('；代码 ', ', in code with ')}
        <code>{"host: '0.0.0.0', publicUrl: 'network'"}</code>
        {t('。同一网络中的人都能使用这个沙箱。', '. Everybody in the same network can use it then.')}
      </p>
    </details>
  );
}

function pictureOf(text: string): string {
  const picture = encodeQR(text, 'svg', { ecc: 'medium', border: QUIET });
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}
