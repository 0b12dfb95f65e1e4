import { Injectable, NotFoundException } from '@nestjs/common';

import { inWords } from '../language/text.js';
import type { Supplier } from './supplier.js';

/** Made up, all of them. A real shop keeps such accounts encrypted, and lets one person change them and another agree. */
const SUPPLIERS: readonly Supplier[] = [
  {
    id: 'tea-garden',
    name: { zh: '安溪山前茶园', en: 'Shanqian Tea Garden' },
    account: { flag_card: 'personal', card_no: '6228480000000001016', acct_name: '陈山前' },
  },
  {
    id: 'shuttlecock-factory',
    name: { zh: '白羽体育用品厂', en: 'Baiyu Sporting Goods' },
    account: {
      flag_card: 'business',
      card_no: '1202021900000012345',
      acct_name: '杭州白羽体育用品有限公司',
      bank_code: '01020000',
      prcptcd: '102331002023',
    },
  },
  {
    id: 'postcard-printer',
    name: { zh: '湖边明信片工坊', en: 'Lakeside Postcards' },
    account: { flag_card: 'personal', card_no: '6217000000000002026', acct_name: '苏小湖' },
  },
];

/** Whom the shop pays. */
@Injectable()
export class SuppliersService {
  all(): readonly Supplier[] {
    return SUPPLIERS;
  }

  /** Undefined for one that the shop has no more: its payouts are still there. */
  find(id: string): Supplier | undefined {
    return SUPPLIERS.find((each) => each.id === id);
  }

  /** @throws NotFoundException for a supplier that the shop does not have */
  get(id: string): Supplier {
    const supplier = this.find(id);
    if (supplier === undefined) {
      throw new NotFoundException(inWords({ zh: '没有这个供应商。', en: 'There is no such supplier.' }));
    }
    return supplier;
  }
}
