import { BlockList, isIP, isIPv4 } from 'node:net';

/** Addresses and ranges that notifications may come from. Without a list, every address. */
export class SourceFilter {
  private readonly list: BlockList | undefined;

  constructor(sources: readonly string[] | undefined) {
    if (sources === undefined) return;
    this.list = new BlockList();
    for (const source of sources) {
      const [address = '', prefix] = source.split('/');
      const family = isIPv4(address) ? 'ipv4' : 'ipv6';
      this.list.addSubnet(address, Number(prefix ?? (family === 'ipv4' ? 32 : 128)), family);
    }
  }

  allows(address: string | undefined): boolean {
    if (this.list === undefined) return true;
    // IPv4 within IPv6, and the interface that a link-local address came in by.
    const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
    if (isIP(plain) === 0) return false;
    return this.list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
  }
}
