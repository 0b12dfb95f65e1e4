/** Values of LianLian's enumerations under names that say what they mean. */

type ValueOf<Enumeration> = Enumeration[keyof Enumeration];

/**
 * A value that LianLian's documents list, which an editor completes, or any other text: real messages hold values that
 * no document lists.
 */
export type OrOther<Documented extends string> = Documented | (string & {});

/**
 * `pay_type` of what comes back: how it was paid, as LianLian's documents list it: `0` balance, `1` online banking
 * (debit card), `8` online banking (credit card), `9` business online banking, `2` express (debit card), `3` express
 * (credit card), `D` verified payment, `I` WeChat Pay, `L` Alipay.
 */
export type PaidWith = '0' | '1' | '8' | '9' | '2' | '3' | 'D' | 'I' | 'L';

/** `sign_type` of what comes back, as LianLian's documents spell it. */
export type ReceivedSignType = OrOther<'RSA' | 'SHA256WITHRSA'>;

/** `busi_partner`: what is sold. */
export const BUSI_PARTNER = { virtual: '101001', physical: '109001' } as const;
export type BusiPartner = ValueOf<typeof BUSI_PARTNER>;

/** `id_type`: the payer's identity document. */
export const ID_TYPE = {
  idCard: '0',
  passport: '2',
  militaryOfficer: '3',
  hongKongMacauPermit: '4',
  taiwanPermit: '6',
  policeOfficer: '9',
  other: 'X',
} as const;
export type IdType = ValueOf<typeof ID_TYPE>;

/** `pay_type` of Aggregate Payment Redirect and Online Banking: the kind of online banking. */
export const ONLINE_BANKING_PAY_TYPE = { debitCard: '1', creditCard: '8', business: '9' } as const;
export type OnlineBankingPayType = ValueOf<typeof ONLINE_BANKING_PAY_TYPE>;

/** `pay_type` of Aggregate Payment Direct: the wallet, and how the payer gets there. */
export const WALLET_PAY_TYPE = {
  wechatQr: 'I',
  alipayQr: 'L',
  wechatApp: 'Y',
  wechatOfficialAccount: 'W',
} as const;
export type WalletPayType = ValueOf<typeof WALLET_PAY_TYPE>;

/** `pay_type` of the Easy Payment pages. */
export const EASYPAY_PAY_TYPE = { regular: 'M', authorization: 'F' } as const;
export type EasypayPayType = ValueOf<typeof EASYPAY_PAY_TYPE>;

/** `pay_type` of Easypay Apply Direct. `creditCard` is in the older edition of LianLian's documents only. */
export const EASYPAY_CARD_PAY_TYPE = { debitCard: 'M', authorization: 'F', creditCard: 'N' } as const;
export type EasypayCardPayType = ValueOf<typeof EASYPAY_CARD_PAY_TYPE>;

/** `pay_type` of authorizations. `debitCard` is in the older edition of LianLian's documents only. */
export const AUTHORIZATION_PAY_TYPE = { creditCard: 'F', debitCard: 'G' } as const;
export type AuthorizationPayType = ValueOf<typeof AUTHORIZATION_PAY_TYPE>;

/** `pay_type` of Card Bind Apply: the kind of card. */
export const CARD_BIND_PAY_TYPE = { debitCard: 'M', creditCard: 'N', authenticated: 'D' } as const;
export type CardBindPayType = ValueOf<typeof CARD_BIND_PAY_TYPE>;

/**
 * `pay_type` of MPAY Apply Direct. `americanExpress` is in LianLian's demo program, `authenticated` in an older manual only.
 */
export const MPAY_PAY_TYPE = {
  debitCard: '2',
  creditCard: '3',
  newAuthenticated: 'P',
  americanExpress: '27',
  authenticated: 'D',
} as const;
export type MpayPayType = ValueOf<typeof MPAY_PAY_TYPE>;

/** `pay_type` of MPAY Card Bind Apply: the kind of card. `americanExpress` is in LianLian's demo program only. */
export const MPAY_BIND_PAY_TYPE = {
  debitCard: '2',
  creditCard: '3',
  newAuthenticated: 'P',
  americanExpress: '27',
} as const;
export type MpayBindPayType = ValueOf<typeof MPAY_BIND_PAY_TYPE>;

/**
 * `id_type` of MPAY Card Bind Apply. The documents beyond those of `ID_TYPE` are in LianLian's demo program only, where `4`
 * is a soldier's and `5` the Hong Kong-Macau laissez-passer; it says that ID cards alone work.
 */
export const MPAY_BIND_ID_TYPE = {
  ...ID_TYPE,
  householdRegister: '1',
  otherHongKongMacauPermit: '5',
  temporaryIdCard: '7',
  foreignerPermit: '8',
  organization: '10',
} as const;
export type MpayBindIdType = ValueOf<typeof MPAY_BIND_ID_TYPE>;

/** `pay_type` of Exchange Payment Apply. */
export const EXCHANGE_PAY_TYPE = { debitCard: 'M', creditCard: 'N', authenticated: 'D' } as const;
export type ExchangePayType = ValueOf<typeof EXCHANGE_PAY_TYPE>;

/** Currencies in which LianLian takes an order. */
export const CURRENCIES = [
  'AUD',
  'CNY',
  'DKK',
  'EUR',
  'GBP',
  'HKD',
  'JPY',
  'NZD',
  'SEK',
  'SGD',
  'USD',
] as const;
export type Currency = (typeof CURRENCIES)[number];

/** `pay_type` of Card Bind Query and Card Unbind: what the card was bound with. */
export const BOUND_CARD_PAY_TYPE = {
  expressDebit: '2',
  expressCredit: '3',
  verified: 'D',
  easypay: 'M',
  easypayAuthorization: 'F',
  newAuthenticated: 'P',
} as const;
export type BoundCardPayType = ValueOf<typeof BOUND_CARD_PAY_TYPE>;

/** `card_type` of bound cards and of Card Bin Query. */
export const CARD_TYPE = { debit: '2', credit: '3' } as const;
export type CardType = ValueOf<typeof CARD_TYPE>;

/** `charset_name` of Online Banking: the encoding in which the form is posted. */
export const CHARSET_NAME = { utf8: 'UTF-8', gbk: 'GBK', gb2312: 'GB2312', gb18030: 'GB18030' } as const;
export type CharsetName = ValueOf<typeof CHARSET_NAME>;

/** `flag_pay_product` of the unified gateway: what the payer pays with. */
export const GATEWAY_PRODUCT = {
  bankCardLowLimit: '0',
  bankCardHighLimit: '1',
  onlineBanking: '2',
  newAuthenticated: '5',
  mobileOnlineBanking: '12',
} as const;
export type GatewayProduct = ValueOf<typeof GATEWAY_PRODUCT>;

/**
 * `card_type` of the unified gateway beside `bank_code`: the kind of online banking. LianLian's table has `1` debit card,
 * `8` credit card, `9` business. Programs of merchants send `0` debit card, `1` credit card, `2` business: ask LianLian which
 * of the two holds for yours, because `1` is in both.
 */
export const GATEWAY_CARD_TYPE = {
  ...ONLINE_BANKING_PAY_TYPE,
  otherDebitCard: '0',
  otherBusiness: '2',
} as const;
export type GatewayCardType = ValueOf<typeof GATEWAY_CARD_TYPE>;

/** `flag_chnl` of the unified gateway: where the payer is. */
export const GATEWAY_CHANNEL = { android: '0', ios: '1', web: '2', wap: '3' } as const;
export type GatewayChannel = ValueOf<typeof GATEWAY_CHANNEL>;

/** `client_chnl`: where the payer is. `none` is in the older edition of LianLian's documents only. */
export const CLIENT_CHANNEL = { app: '10', pc: '13', h5: '16', ivr: '18', none: 'NA' } as const;
export type ClientChannel = ValueOf<typeof CLIENT_CHANNEL>;

/** `app_request`: what opens the Easy Payment H5 page. */
export const APP_REQUEST = { android: '1', ios: '2', h5: '3' } as const;
export type AppRequest = ValueOf<typeof APP_REQUEST>;

/** `syschnotify_flag`: how the payer leaves the Easy Payment H5 page. */
export const RETURN_MODE = { onClick: '0', automatic: '1' } as const;
export type ReturnMode = ValueOf<typeof RETURN_MODE>;

/** `type_dc` of Aggregate Payment Result Query: the kind of transaction. */
export const TRANSACTION_KIND = {
  merchantCollects: '0',
  merchantPaysOut: '1',
  userCollects: '2',
  userWithdraws: '3',
} as const;
export type TransactionKind = ValueOf<typeof TRANSACTION_KIND>;

/** `sta_refund`: where a refund stands. */
export const REFUND_STATUS = { initialized: '0', processing: '1', succeeded: '2', failed: '3' } as const;
export type RefundStatus = ValueOf<typeof REFUND_STATUS>;

/**
 * `query_version`: `1.1` adds `bank_name` and `memo` to the response; `4.0` is known from LianLian's demo program, for
 * numbers of the channel.
 */
export const QUERY_VERSION = { plain: '1.0', detailed: '1.1', channel: '4.0' } as const;
export type QueryVersion = ValueOf<typeof QUERY_VERSION>;

/** `flag_card` of payouts: whose account it is. LianLian's table prints other digits, by which a person would be a business. */
export const FLAG_CARD = { personal: '0', business: '1' } as const;
export type FlagCard = ValueOf<typeof FLAG_CARD>;

/** `result_pay` of a payout's query and notification, as LianLian's documents list it. */
export const PAYOUT_RESULT = {
  taken: 'APPLY',
  underReview: 'CHECK',
  waiting: 'WAITING',
  processing: 'PROCESSING',
  paid: 'SUCCESS',
  failed: 'FAILURE',
  returned: 'CANCEL',
  closed: 'CLOSED',
} as const;
export type PayoutResult = ValueOf<typeof PAYOUT_RESULT>;

/** `product_type` of the list of banks: what a card is charged with. */
export const BANK_PRODUCT = { authenticated: '1', newAuthenticated: '3' } as const;
export type BankProduct = ValueOf<typeof BANK_PRODUCT>;

/** `pay_chnl` of the list of banks: where the payer is. */
export const BANK_CHANNEL = {
  authenticatedApp: '10',
  authenticatedWeb: '13',
  authenticatedApi: '15',
  authenticatedMobileWeb: '16',
  instalmentsApi: '44',
  instalmentsApp: '45',
  instalmentsMobileWeb: '46',
  instalmentsWeb: '55',
} as const;
export type BankChannel = ValueOf<typeof BANK_CHANNEL>;

/** `bank_status` of the list of banks. */
export const BANK_STATUS = { inService: '0', underMaintenance: '2' } as const;
export type BankStatus = ValueOf<typeof BANK_STATUS>;
