import { BlockList, isIPv4 } from 'node:net';

import { plainAddress } from '../../common/plain-address.js';

/** Addresses and ranges that notifications may come from. Without a list, every address. */
export class SourceFilter {
  private readonly list: BlockList | undefined;

  constructor(sources: readonly string[] | undefined) {
    if (sources === undefined) return;
    this.list = new BlockList();
    for (const source of sources) {
      const [given = '', prefix] = source.split('/');
      const address = prefix === undefined ? (plainAddress(given) ?? given) : given;
      const family = familyOf(address);
      this.list.addSubnet(address, Number(prefix ?? (family === 'ipv4' ? 32 : 128)), family);
    }
  }

  allows(address: string | undefined): boolean {
    if (this.list === undefined) return true;
    const plain = plainAddress(address ?? '');
    return plain !== undefined && this.list.check(plain, familyOf(plain));
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
