import { styledAmount } from '../common/amount.js';
import { unsettledOf } from '../payouts/unsettled.js';
import type { JsonApi } from './api.js';

/** Balance Query API. LianLian writes these amounts with one decimal where it can. */
export const accountBalance: JsonApi = {
  id: 'account.balance',
  kind: 'json',
  handle({ merchant: { oidPartner } }, { balances, ledger, settings }) {
    const style = settings.amountStyle === 'padded' ? 'padded' : 'unpadded';
    return {
      fields: {
        amt_unsettle: styledAmount(unsettledOf(oidPartner, ledger), style),
        amt_balance: styledAmount(balances.of(oidPartner), style),
      },
    };
  },
};
