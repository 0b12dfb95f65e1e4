// Written by `npm run descriptions` from the doc comments of the fields. Change those.

/** What the fields of a class mean, by the name of the class that declares them. */
export type FieldDescriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A function, so that nothing is made of the texts until an OpenAPI document is. */
export const fieldDescriptions = (): FieldDescriptions => ({
  AccountBalanceResponse: {
    sign_type: 'The algorithm of sign, as LianLian spelt it.',
    sign: "LianLian's signature, already verified.",
    amt_balance:
      'Money at your disposal, in yuan as decimal text, perhaps unpadded: 100.0. Payouts are taken from it. See yuanToFen.',
    amt_unsettle:
      'Money that is not settled yet, in yuan as decimal text. Refunds are taken from it; LianLian advises merchants who top their account up on its site not to rely on it.',
  },
  AggregateDirectRequest: {
    no_order:
      'Your order number. At most 32 characters.\n\nAn unpaid order may be sent again with the same dt_order; a paid one is refused.',
    appid: 'Application identifier from WeChat Pay. Required for pay_type Y and W.',
    openid: 'The payer within the WeChat official account. Required for pay_type W.',
    busi_partner:
      'What is sold: 101001 virtual, 109001 physical products. Defaults to the option busiPartner.',
    money_order: "Amount in yuan as decimal text, 0.01 to 100000000.00: '49.95'. See fenToYuan.",
    user_id: 'The payer by your own identification. At most 32 characters.',
    name_user: 'Real name of the payer. Without it the payer stays anonymous.',
    id_type:
      'Document of id_no: 0 ID card, 2 passport, 3 military officer certificate, 4 Hong Kong-Macau laissez-passer, 6 mainland travel permit for Taiwan residents, 9 police officer card, X other.',
    id_no:
      'ID card number of the payer, 15 or 18 characters; other documents are not supported. Verified Payment needs it.',
    col_userid: 'User who receives the money, for LianLian E-wallet only. Excludes col_oidpartner.',
    col_oidpartner: 'Merchant that receives the money, 18 digits. Excludes col_userid.',
    name_goods: 'Name of the product. At most 40 characters.',
    dt_order:
      "Time of the order: a Date, or yyyyMMddHHmmss in Asia/Shanghai. May differ from LianLian's date by a day.\n\nNever defaults: a retry, a query and a refund must carry the very dt_order of the first attempt. Keep wholeSeconds() with the order: LianLian knows no milliseconds, and many columns round them up.",
    notify_url:
      'Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128 characters. Defaults to the option notifyUrl.',
    return_url:
      'Where the payer comes back to: an absolute http or https URL, at most 128 characters. Defaults to the option returnUrl.',
    info_order: 'Comes back in notifications. At most 255 characters.',
    pay_type: 'I WeChat QR code, L Alipay QR code, Y WeChat app, W WeChat official account.',
    risk_item: 'Risk parameters: an object, or JSON text of one, which is sent as it stands.',
    shareing_data:
      'Who shares in the payment: up to 3 recipients, whose amounts do not exceed money_order in sum. Takes a list, or account^type^amount^description joined by |. At most 1024 characters as text.',
  },
  AggregateDirectResponse: {
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    no_order: 'Your order number.',
    user_id: 'The payer by your own identification.',
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1.',
    payLoad:
      "What starts the payment. pay_type I and L: the link to show as a QR code, as text. Y: the parameters of the WeChat SDK, W: those of the official account's API, as an object. Something else that LianLian sends instead is here as it came.",
    info_order: 'info_order of the request.',
    pay_type: 'I WeChat QR code, L Alipay QR code, Y WeChat app, W WeChat official account.',
  },
  AggregateQueryRequest: {
    no_order: 'Your order number. At most 32 characters. It or oid_paybill is required.',
    dt_order: 'Time of the order: a Date, or yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    query_version: "Version of the query. At most 6 characters. LianLian's default: 1.0.",
    user_id: 'The payer by your own identification. At most 32 characters.',
    type_dc:
      'Kind of transaction, in the older edition of the documents only: 0 merchant collects, 1 merchant pays out or withdraws, 2 user collects, transfers or recharges, 3 user withdraws.',
  },
  AggregateQueryResponse: {
    no_order: 'Your order number.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1. Compare with yuanToFen.',
    result_pay: 'SUCCESS: paid.',
    settle_date: 'Clearing date, yyyyMMdd. Of successful payments.',
    info_order: 'info_order of the order.',
    pay_type:
      'How it was paid: 0 balance, 1 online banking (debit card), 8 online banking (credit card), 9 business online banking, 2 express (debit card), 3 express (credit card), D verified payment, I WeChat Pay, L Alipay. Other values occur.',
    bank_code: "LianLian's code of the bank.",
    bank_name: 'Name of the bank. Possibly not signed: for display only.',
    memo: "Remark, such as the bank's reason for a failure. Possibly not signed: for display only.",
  },
  AggregateRedirectRequest: {
    user_id: 'The payer by your own identification. At most 32 characters.',
    busi_partner:
      'What is sold: 101001 virtual, 109001 physical products. Defaults to the option busiPartner.',
    no_order:
      'Your order number. At most 32 characters.\n\nAn unpaid order may be sent again with the same dt_order; a paid one is refused.',
    dt_order:
      "Time of the order: a Date, or yyyyMMddHHmmss in Asia/Shanghai. May differ from LianLian's date by a day.\n\nNever defaults: a retry, a query and a refund must carry the very dt_order of the first attempt. Keep wholeSeconds() with the order: LianLian knows no milliseconds, and many columns round them up.",
    name_goods: 'Name of the product. At most 40 characters.',
    info_order: 'Comes back in notifications. At most 255 characters.',
    money_order: "Amount in yuan as decimal text, 0.01 to 100000000.00: '49.95'. See fenToYuan.",
    notify_url:
      'Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128 characters. Defaults to the option notifyUrl.',
    url_return:
      'Where the payer comes back to: an absolute http or https URL, at most 128 characters. Defaults to the option returnUrl.',
    userreq_ip: "The payer's IP address as request.ip has it, or with underscores. At most 32 characters.",
    url_order: 'Page of the product: an absolute http or https URL, at most 255 characters.',
    valid_order: "Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days).",
    risk_item: 'Risk parameters: an object, or JSON text of one, which is sent as it stands.',
    col_oidpartner:
      "Merchant that receives the money, 18 digits; mainly for LianLian E-wallet. LianLian's default: the one to which user_id belongs. Excludes col_userid.",
    col_userid:
      'User who receives the money, mainly for LianLian E-wallet. At most 32 characters. Excludes col_oidpartner.',
    shareing_data:
      'Who shares in the payment: up to 3 recipients, whose amounts do not exceed money_order in sum. Takes a list, or account^type^amount^description joined by |. At most 1024 characters as text.',
    secured_partner: 'Merchant that guarantees the transaction, 18 digits; for LianLian E-wallet.',
    buyer_confirm_valid:
      "A whole number, for guaranteed transactions; LianLian's documents do not describe it.",
    seller_send_valid:
      "A whole number, for guaranteed transactions; LianLian's documents do not describe it.",
    id_no:
      'ID card number of the payer, 15 or 18 characters; other documents are not supported. Verified Payment needs it.',
    acct_name: 'Name of the payer, in Chinese. Verified Payment needs it.',
    bank_code: 'Bank whose online banking opens at once, without the page of banks. Goes with pay_type.',
    pay_type: 'Kind of online banking: 1 debit card, 8 credit card, 9 business. Goes with bank_code.',
  },
  BankBranch: {
    prcptcd: "The branch's CNAPS number, of 12 digits.",
    brabank_name: 'Name of the branch, in Chinese.',
  },
  BanksBranchesRequest: {
    card_no: 'A card of the bank. It or bank_code is required; bank_code counts where both are sent. Secret.',
    bank_code: "LianLian's code of the bank.",
    brabank_name: "Part of the branch's name.",
    city_code: "Administrative code of the branch's city.",
  },
  BanksBranchesResponse: {
    ret_code: '0000: every other code is thrown.',
    ret_msg: "LianLian's text for ret_code, in Chinese.",
    sign_type: 'The algorithm of sign, as LianLian spelt it.',
    sign: "LianLian's signature, already verified.",
    bank_code: "LianLian's code of the bank.",
    card_list: 'The branches, none included. Possibly not signed: for a person to choose from.',
  },
  BanksSupportedRequest: {
    bank_code: "LianLian's code of the one bank to look up.",
    card_type: "2 debit card (LianLian's default), 3 credit card, which LianLian does not serve yet.",
    product_type: '1 authenticated payment, or instalments; 3 new authenticated payment.',
    pay_chnl:
      'Where the payer is. Authenticated payment: 10 app, 13 web, 15 API, 16 mobile web. Instalments: 44 API, 45 app, 46 mobile web, 55 web.',
  },
  BanksSupportedResponse: {
    ret_code: '0000: every other code is thrown.',
    ret_msg: "LianLian's text for ret_code, in Chinese.",
    correlationID:
      "LianLian's own number of this exchange, where it sends it: quote it when you ask LianLian about one.",
    support_banklist: 'The banks, none included.',
  },
  BoundCard: {
    no_agree: 'Token of the card, which pays. Secret. At most 16 characters.',
    card_no: "The last 4 digits of the card's number, as text.",
    bank_code: "LianLian's code of the bank. At most 8 characters.",
    bank_name: 'Name of the bank, in Chinese. At most 32 characters.',
    card_type: '2 debit card, 3 credit card.',
    bind_mobile:
      "The payer's phone number at the bank. At most 11 characters. A real response lacks it, as others may.",
  },
  CardBinRequest: { card_no: 'Number of the card.' },
  CardBinResponse: {
    card_no: "The last 4 digits of the card's number.",
    bank_code: "LianLian's code of the bank. At most 8 characters.",
    bank_name: 'Name of the bank, in Chinese. At most 32 characters.',
    card_type: '2 debit card, 3 credit card.',
  },
  CardBindApplyRequest: {
    user_id: 'The payer by your own identification. At most 32 characters.',
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    pay_type: 'M debit card, N credit card, D authenticated payment.',
    risk_item: 'Risk parameters: an object, or JSON text of one, which is sent as it stands.',
    vali_date: 'Expiry of a credit card, as the bank prints it. Required for credit cards; goes with cvv2.',
    cvv2: 'Security code of a credit card. Required for credit cards; goes with vali_date.',
    id_type:
      'Document of id_no: 0 ID card, 2 passport, 3 military officer certificate, 4 Hong Kong-Macau laissez-passer, 6 mainland travel permit for Taiwan residents, 9 police officer card, X other.',
    id_no: "Number of the payer's document. An ID card's (id_type 0) has 15 or 18 characters.",
    acct_name: 'Name of the payer, in Chinese.',
    card_no: 'Number of the card.',
    bind_mob: 'Phone number of the payer at the bank: mainland China, digits alone.',
  },
  CardBindApplyResponse: {
    user_id: 'The payer by your own identification.',
    token: 'For the second step; lives 30 minutes.',
    no_order: 'Number of the binding, of a request that had one. In a real response.',
    dt_order: 'Time of the binding, yyyyMMddHHmmss in Asia/Shanghai. In a real response.',
  },
  CardBindVerifyRequest: {
    token: "The token from the first step's response. Lives 30 minutes.",
    user_id: 'The payer of the first step. At most 32 characters.',
    verify_code: 'The code that the payer got by SMS, of 6 digits mostly.',
  },
  CardBindVerifyResponse: {
    user_id: 'The payer by your own identification.',
    card_no: 'Number of the card: its last digits, or the whole number. Secret.',
    no_agree: "Token of the bound card, which stands for the card's details. Secret. At most 16 characters.",
  },
  CardListRequest: {
    user_id: 'The payer by your own identification. At most 32 characters.',
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    pay_type:
      "What the cards were bound with: 2 express, debit card (LianLian's default), 3 express, credit card, D verified payment, M easy payment, F easy payment, authorization, P new authenticated payment. Cards bound through Easypay may need an explicit M.",
    no_agree: 'Token of the one bound card to look up.',
    card_no: 'Number of the one card to look up.',
    offset: 'How many cards to skip: 0 for the first page. A number, or digits in text. At most 8 digits.',
  },
  CardListResponse: {
    oid_paybill: "LianLian's documents list it; real responses hardly have it.",
    user_id: 'The payer by your own identification.',
    count: 'How many cards the user has, on all pages together.',
    agreement_list:
      "The cards of this page, none included; LianLian's aggrement_list is read into it too.\n\nNot signed: for the payer to choose from. What proves that a card is the payer's is signed: the no_agree of a notification, of Easypay Verify or of Card Bind Verify; and LianLian compares a token with user_id when it pays or is unbound.",
  },
  CardOrderRequest: {
    user_id: 'The payer by your own identification. At most 32 characters.',
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    busi_partner:
      'What is sold: 101001 virtual, 109001 physical products. Defaults to the option busiPartner.',
    no_order:
      'Your order number. At most 32 characters.\n\nAn unpaid order may be sent again with the same dt_order; a paid one is refused.',
    dt_order:
      "Time of the order: a Date, or yyyyMMddHHmmss in Asia/Shanghai. May differ from LianLian's date by a day.\n\nNever defaults: a retry, a query and a refund must carry the very dt_order of the first attempt. Keep wholeSeconds() with the order: LianLian knows no milliseconds, and many columns round them up.",
    name_goods: 'Name of the product. At most 40 characters.',
    info_order: 'Comes back in notifications. At most 255 characters.',
    notify_url:
      'Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128 characters. Defaults to the option notifyUrl.',
    valid_order: "Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days).",
    risk_item: 'Risk parameters: an object, or JSON text of one, which is sent as it stands.',
    no_agree: "Token of a bound card, which stands for the card's details. Secret. At most 32 characters.",
  },
  CardQueryRequest: {
    no_order: 'Your order number. At most 32 characters. It or oid_paybill is required.',
    dt_order:
      "Time of the order: a Date, or yyyyMMddHHmmss in Asia/Shanghai. LianLian's tables require it, and working programs leave it out: send it whenever you know it. Without it, a response about an order of the same number on another day passes.",
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    query_version:
      "1.0 (LianLian's default), 1.1, which adds bank_name and memo to the response, or 4.0, which LianLian's demo program alone has, for numbers of the channel.",
  },
  CardUnbindRequest: {
    user_id: 'The payer by your own identification. At most 32 characters.',
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    pay_type:
      "What the card was bound with: 2 express, debit card (LianLian's default), 3 express, credit card, D verified payment, M easy payment, F easy payment, authorization, P new authenticated payment. Cards bound through Easypay may need an explicit M.",
    no_agree: 'Token of the bound card.',
    offset: "Without a meaning here: LianLian's sample has it, no table. At most 8 digits.",
  },
  CardUnbindResponse: {
    sign_type: 'The algorithm of sign, as LianLian spelt it.',
    sign: "LianLian's signature, already verified.",
  },
  EasypayApplyRequest: {
    pay_type: 'M debit card, F pre-authorization, N credit card (older edition of the documents).',
    vali_date: 'Expiry of a credit card, as the bank prints it. Required for credit cards; goes with cvv2.',
    cvv2: 'Security code of a credit card. Required for credit cards; goes with vali_date.',
    client_chnl:
      'Where the payer is: 10 app, 13 PC, 16 H5, 18 IVR, NA none (older edition of the documents).',
  },
  EasypayApplyResponse: {
    no_order: 'Your order number.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number, once the transaction was created. At most 18 characters.",
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1.',
    result_pay:
      'SUCCESS, PROCESSING, or APPLY_SUCCESS (authorized; older edition of the documents). Only where the merchant has no SMS step.',
    token: 'For the second step; lives 30 minutes. Never where the merchant has no SMS step.',
    name_goods: 'Name of the product.',
    pay_type: 'M debit card, F pre-authorization, N credit card.',
    info_order: 'info_order of the request.',
    bank_code: "LianLian's code of the card's bank.",
    settle_date: 'Clearing date, yyyyMMdd. With result_pay SUCCESS.',
    no_agree: 'Token of the bound card. With result_pay SUCCESS. At most 16 characters.',
    sms_flag: '1 SMS code sent, 0 not. Older edition of the documents.',
  },
  EasypayH5RedirectRequest: {
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    user_id: 'The payer by your own identification. At most 32 characters.',
    app_request: 'What opens the page: 1 Android, 2 iOS, 3 H5.',
    bg_color: "Background colour, 000000 to ffffff. LianLian's default: ff5001.",
    font_color: 'Text colour, 000000 to ffffff.',
    syschnotify_flag: "How the payer comes back: 0 by a click (LianLian's default), 1 by itself.",
    busi_partner:
      'What is sold: 101001 virtual, 109001 physical products. Defaults to the option busiPartner.',
    no_order:
      'Your order number. At most 32 characters.\n\nAn unpaid order may be sent again with the same dt_order; a paid one is refused.',
    dt_order:
      "Time of the order: a Date, or yyyyMMddHHmmss in Asia/Shanghai. May differ from LianLian's date by a day.\n\nNever defaults: a retry, a query and a refund must carry the very dt_order of the first attempt. Keep wholeSeconds() with the order: LianLian knows no milliseconds, and many columns round them up.",
    name_goods: 'Name of the product. At most 40 characters.',
    info_order: 'Comes back in notifications. At most 255 characters.',
    money_order: "Amount in yuan as decimal text, 0.01 to 100000000.00: '49.95'. See fenToYuan.",
    notify_url:
      'Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128 characters. Defaults to the option notifyUrl.',
    url_return:
      'Where the payer comes back to: an absolute http or https URL, at most 128 characters. Defaults to the option returnUrl.',
    back_url:
      'Where the payer goes to change cards, for preset payment information only: an absolute http or https URL, at most 128 characters.',
    no_agree:
      "Token of a bound card. At most 32 characters. LianLian ignores card_no, id_no, id_type and acct_name beside it, so they are not sent then: the form would show them to the payer's browser.",
    valid_order: "Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days).",
    pay_type: 'M regular payment, F authorization (credit cards only: LianLian refuses any other).',
    risk_item: 'Risk parameters: an object, or JSON text of one, which is sent as it stands.',
    acct_name: 'Name of the payer, in Chinese. Not sent beside no_agree.',
    card_no: 'Number of the card. Not sent beside no_agree.',
    id_type:
      'Document of id_no: 0 ID card, 2 passport, 3 military officer certificate, 4 Hong Kong-Macau laissez-passer, 6 mainland travel permit for Taiwan residents, 9 police officer card, X other. Not sent beside no_agree.',
    id_no:
      "Number of the payer's document. An ID card's (id_type absent or 0) has 15 or 18 characters. Not sent beside no_agree.",
  },
  EasypayMobileRequest: {
    money_order: "Amount in yuan as decimal text, 0.01 to 100000000.00: '49.95'. See fenToYuan.",
    pay_type: 'M a payment, F an authorization.',
    id_type:
      'Document of id_no: 0 ID card, 2 passport, 3 military officer certificate, 4 Hong Kong-Macau laissez-passer, 6 mainland travel permit for Taiwan residents, 9 police officer card, X other.',
    id_no: "Number of the payer's document. An ID card's (id_type 0) has 15 or 18 characters. Secret.",
    acct_name: 'Name of the payer, in Chinese. Secret.',
    card_no: 'Number of the card. Secret.',
    bank_code: "LianLian's code of the card's bank.",
    force_bank: 'Opens this bank at once.',
  },
  EasypayQueryResponse: {
    no_order: 'Your order number.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1. Compare with yuanToFen.',
    result_pay:
      'SUCCESS paid (or authorized, with pay_type F), WAITING waiting for the result, PROCESSING the bank is processing, REFUND reversed, FAILURE failed.',
    settle_date: 'Clearing date, yyyyMMdd. Of successful payments.',
    info_order: 'info_order of the order.',
    pay_type: 'M debit card, N credit card, F authorization of a credit card.',
    bank_code: "LianLian's code of the card's bank. At most 8 characters.",
    bank_name: 'Name of the bank, with query_version 1.1. Not signed: for display only.',
    memo: "The bank's reason for a failure, with query_version 1.1. Not signed: for display only.",
    card_no: 'The masked card number. Not signed: for display only. At most 19 characters.',
  },
  EasypayVerifyRequest: {
    no_order: 'The order number of the first step. At most 32 characters.',
    token: "The token from the first step's response. Lives 30 minutes.",
    dt_order:
      "The order's time of the first step: a Date, or yyyyMMddHHmmss in Asia/Shanghai. Newer edition of the documents: send it when you know it.",
    money_order: "The order's amount of the first step, in yuan as decimal text: '49.95'.",
    verify_code: 'The SMS code, at most 6 characters.',
    oid_paybill:
      "LianLian's transaction number from the first step's response. LianLian's sample has it, no table. At most 18 characters.",
  },
  EasypayVerifyResponse: {
    no_order: 'Your order number.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    currency_order: 'Currency of the order. At most 3 characters.',
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1.',
    result_pay: 'SUCCESS, PROCESSING, or APPLY_SUCCESS (authorized; older edition of the documents).',
    token: 'The token of the request.',
    name_goods: 'Name of the product.',
    pay_type: 'M debit card, N credit card, F pre-authorization. Older edition of the documents.',
    info_order: 'info_order of the order.',
    bank_code: "LianLian's code of the card's bank.",
    settle_date: 'Clearing date, yyyyMMdd. With result_pay SUCCESS.',
    no_agree: 'Token of the bound card. With result_pay SUCCESS. At most 16 characters.',
    sms_flag: '1 SMS code sent, 0 not. In real responses.',
  },
  EasypayWebRedirectRequest: {
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    user_id: 'The payer by your own identification. At most 32 characters.',
    busi_partner:
      'What is sold: 101001 virtual, 109001 physical products. Defaults to the option busiPartner.',
    no_order:
      'Your order number. At most 32 characters.\n\nAn unpaid order may be sent again with the same dt_order; a paid one is refused.',
    dt_order:
      "Time of the order: a Date, or yyyyMMddHHmmss in Asia/Shanghai. May differ from LianLian's date by a day.\n\nNever defaults: a retry, a query and a refund must carry the very dt_order of the first attempt. Keep wholeSeconds() with the order: LianLian knows no milliseconds, and many columns round them up.",
    name_goods: 'Name of the product. At most 40 characters.',
    info_order: 'Comes back in notifications. At most 255 characters.',
    money_order: "Amount in yuan as decimal text, 0.01 to 100000000.00: '49.95'. See fenToYuan.",
    notify_url:
      'Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128 characters. Defaults to the option notifyUrl.',
    url_return:
      'Where the payer comes back to: an absolute http or https URL, at most 128 characters. Defaults to the option returnUrl.',
    userreq_ip: "The payer's IP address as request.ip has it, or with underscores. At most 32 characters.",
    url_order: 'Page of the product: an absolute http or https URL, at most 255 characters.',
    valid_order: "Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days).",
    pay_type: 'M regular payment, F authorization (credit cards only: LianLian refuses any other).',
    risk_item: 'Risk parameters: an object, or JSON text of one, which is sent as it stands.',
    back_url:
      'Where the payer goes to change cards, for preset payment information only: an absolute http or https URL, at most 128 characters.',
    no_agree:
      "Token of a bound card. At most 32 characters. LianLian ignores card_no, id_no, id_type and acct_name beside it, so they are not sent then: the form would show them to the payer's browser.",
    id_type:
      'Document of id_no: 0 ID card, 2 passport, 3 military officer certificate, 4 Hong Kong-Macau laissez-passer, 6 mainland travel permit for Taiwan residents, 9 police officer card, X other. Not sent beside no_agree.',
    id_no:
      "Number of the payer's document. An ID card's (id_type absent or 0) has 15 or 18 characters. Not sent beside no_agree.",
    acct_name: 'Name of the payer, in Chinese. Not sent beside no_agree.',
    card_no: 'Number of the card. Not sent beside no_agree.',
  },
  ExchangeApplyRequest: {
    pay_type: 'M debit card, N credit card, D authenticated payment.',
    currency_order: 'Currency of the order, such as USD: one of CURRENCIES.',
    money_order:
      "Amount in currency_order as decimal text, 0.01 to 100000000.00: '49.95'. LianLian wants two decimals in every currency, of the yen too, of which there is no fraction: '500' is sent as 500.00, and '500.50' is refused.",
    currency_settle: 'Currency of the settlement with you: that of the order.',
    vali_date:
      'Expiry of a credit card, as the bank prints it. Required for credit cards; goes with cvv2. Secret.',
    cvv2: 'Security code of a credit card. Required for credit cards; goes with vali_date. Secret.',
    id_type:
      'Document of id_no: 0 ID card, 2 passport, 3 military officer certificate, 4 Hong Kong-Macau laissez-passer, 6 mainland travel permit for Taiwan residents, 9 police officer card, X other. Not sent beside no_agree.',
    id_no:
      "Number of the payer's document. An ID card's (id_type absent or 0) has 15 or 18 characters. Not sent beside no_agree. Secret.",
    acct_name: 'Name of the payer, in Chinese. Required without no_agree, and not sent beside it. Secret.',
    card_no: 'Number of the card. Required without no_agree, and not sent beside it. Secret.',
    bind_mob: 'Phone number of the payer at the bank: mainland China, digits alone. Secret.',
    bank_code: "LianLian's code of the card's bank. At most 18 characters.",
  },
  ExchangeApplyResponse: {
    oid_paybill: "LianLian's transaction number, once the transaction was created. At most 18 characters.",
    result_pay: 'SUCCESS or PROCESSING. Only where the merchant has no SMS step.',
    token: 'For the second step; lives 30 minutes. Never where the merchant has no SMS step. Secret.',
  },
  ExchangeQueryRequest: {
    no_order: 'Your order number. At most 32 characters.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
  },
  ExchangeQueryResponse: {
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    result_pay:
      'SUCCESS paid, PROCESSING the bank is processing, about 3 minutes, WAITING not verified yet, or no word from the bank, which LianLian asks for up to 7 days; REFUND refunded, FAILURE never paid, closed.',
    memo: 'Remark, perhaps the reason of a failure.',
    bank_code: "LianLian's code of the card's bank.",
  },
  ExchangeResponse: {
    no_order: 'Your order number.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    currency_order: 'Currency of the order.',
    money_order:
      'Amount in currency_order as decimal text, perhaps unpadded: 0.1. Never yuan, unless that says CNY.',
    settle_date: 'Clearing date, yyyyMMdd. With result_pay SUCCESS.',
    info_order: 'info_order of the order.',
    pay_type: 'M debit card, N credit card, D authenticated payment.',
    currency_settle:
      "Currency of the settlement with you. With result_pay SUCCESS. LianLian's samples spell it currency_sellte.",
    money_settle:
      "What you get, in currency_settle. With result_pay SUCCESS. LianLian's samples spell it money_sellte.",
    currency_pay: 'Currency in which the payer pays. With result_pay SUCCESS.',
    money_pay: 'What the payer pays, in currency_pay. With result_pay SUCCESS.',
    exchange_rate: 'Rate of the exchange. With result_pay SUCCESS.',
    no_agree: 'Token of the bound card. With result_pay SUCCESS. Secret. At most 16 characters.',
  },
  ExchangeVerifyRequest: {
    user_id: 'The payer of the first step. At most 32 characters.',
    no_order: 'The order number of the first step. At most 32 characters.',
    token: "The token from the first step's response. Lives 30 minutes. Secret.",
    verify_code: 'The code that the payer got by SMS. Lives 10 minutes. Secret. At most 6 characters.',
  },
  ExchangeVerifyResponse: {
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    result_pay: 'SUCCESS or PROCESSING.',
    bank_code: "LianLian's code of the card's bank.",
  },
  LianlianRequest: {
    oid_partner: 'Chooses the merchant where the module has several; with one it may be left out. 18 digits.',
  },
  LianlianResponse: {
    ret_code: '0000, or another code that comes back as a response of this API; every other one is thrown.',
    ret_msg: "LianLian's text for ret_code, in Chinese. At most 100 characters.",
    sign_type: 'The algorithm of sign, as LianLian spelt it.',
    sign: "LianLian's signature, already verified.",
    correlationID:
      "LianLian's own number of this exchange, in some real responses: quote it when you ask LianLian about one.",
  },
  MerchantResponse: { oid_partner: "The merchant's number, 18 digits." },
  MpayApplyRequest: {
    pay_type:
      '2 debit card, 3 credit card, P new authenticated payment; 27 a credit card of American Express and D authenticated payment in other programs.',
    shareing_data:
      "Who shares in the payment: at most 3 recipients, their sum not above money_order; or LianLian's text.",
    vali_date:
      "Expiry of a credit card, YYMM in programs of merchants. In an earlier revision of LianLian's page. Secret.",
    cvv2: "Security code of a credit card. In an earlier revision of LianLian's page. Secret.",
  },
  MpayApplyResponse: {
    no_order: 'Your order number.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number, once the transaction was created. At most 18 characters.",
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1.',
    token: 'For the second step; lives 30 minutes. Secret.',
    info_order: 'info_order of the request.',
    settle_date: 'Clearing date, yyyyMMdd. With result_pay SUCCESS.',
    no_agree: 'Token of the bound card. Secret. At most 16 characters.',
    result_pay: 'SUCCESS or PROCESSING. Only where the merchant has no SMS step, and not always then.',
  },
  MpayBindApplyRequest: {
    user_id: 'The payer by your own identification. At most 32 characters.',
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    pay_type:
      "2 debit card, 3 credit card, P new authenticated payment; 27 a credit card of American Express, in LianLian's demo program alone.",
    risk_item:
      "Risk parameters: an object, or JSON text of one, which is sent as it stands. LianLian's table requires it, its demo program leaves it out: send it.",
    id_type:
      "Document of id_no: 0 ID card, 2 passport, 3 military officer certificate, 4 Hong Kong-Macau laissez-passer, 6 mainland travel permit for Taiwan residents, 9 police officer card, X other. LianLian's demo program has other documents for some digits, and says that ID cards alone work: send 0.",
    id_no: "Number of the payer's document. An ID card's (id_type 0) has 15 or 18 characters. Secret.",
    acct_name: 'Name of the payer, in Chinese. Secret.',
    card_no: 'Number of the card. Secret.',
    bind_mob: 'Phone number of the payer at the bank: mainland China, digits alone. Secret.',
    no_order: 'Your number of the binding.',
    dt_order: 'Time of the binding: a Date, or yyyyMMddHHmmss in Asia/Shanghai.',
    notify_url:
      'Where LianLian posts the result of the binding. No document tells what it posts, so nothing stands in for it, and the module has no route for it: leave it out, and take the binding from bindVerify.',
    vali_date:
      "Expiry of a credit card, as the bank prints it. In an earlier revision of LianLian's page. Secret.",
    cvv2: "Security code of a credit card. In an earlier revision of LianLian's page. Secret.",
  },
  MpayBindApplyResponse: {
    user_id: 'The payer by your own identification.',
    token: 'For the second step; lives 30 minutes. Secret.',
    no_order: 'Number of the binding.',
    dt_order: 'Time of the binding, yyyyMMddHHmmss in Asia/Shanghai.',
  },
  MpayBindVerifyRequest: {
    token: "The token from the first step's response. Lives 30 minutes. Secret.",
    user_id: 'The payer of the first step. At most 32 characters.',
    verify_code: 'The code that the payer got by SMS. Secret.',
    no_order: 'Your number of the binding, where the first step had one.',
  },
  MpayBindVerifyResponse: {
    user_id: 'The payer by your own identification.',
    card_no:
      "Number of the card: its last digits in LianLian's table, the whole number in its sample. Secret.",
    no_agree: "Token of the bound card, which stands for the card's details. Secret. At most 16 characters.",
    no_order: 'Number of the binding.',
  },
  MpayQueryResponse: {
    no_order: 'Your order number.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1. Compare with yuanToFen.',
    result_pay:
      'SUCCESS paid, WAITING waiting for the result, PROCESSING the bank is processing, REFUND reversed, FAILURE failed.',
    settle_date: 'Clearing date, yyyyMMdd. Of successful payments.',
    info_order: 'info_order of the order.',
    pay_type:
      'How it was paid: 2 debit card, 3 credit card, P new authenticated payment, and values of other products.',
    bank_code: "LianLian's code of the card's bank. At most 8 characters.",
    bank_name: 'Name of the bank, with query_version 1.1. Not signed: for display only.',
    memo: "The bank's reason for a failure, with query_version 1.1. Not signed: for display only.",
    card_no: 'The masked card number. Not signed: for display only. Secret. At most 19 characters.',
    reqchnl_serialno: 'Number of the request at the channel, with query_version 4.0.',
    finchnl_serialno: 'Number at the channel, with query_version 4.0.',
    channel_user_id: 'User at the channel, with query_version 4.0.',
    ext_data: 'Further parameters of the channel, with query_version 4.0.',
    credential_name: 'Name of the payer, encrypted with your public key. Secret.',
    card_number: "Number of the payer's card, encrypted with your public key. Secret.",
  },
  MpayVerifyRequest: {
    no_order: 'The order number of the first step. At most 32 characters.',
    token: "The token from the first step's response. Lives 30 minutes. Secret.",
    money_order:
      "The amount of the first step, in yuan as decimal text, 0.01 to 100000000.00: '49.95'. See fenToYuan.",
    verify_code: 'The code that the payer got by SMS. Secret. At most 6 characters.',
  },
  MpayVerifyResponse: {
    no_order: 'Your order number.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1.',
    token: 'The token of the request. Secret.',
    info_order: 'info_order of the first step.',
    settle_date: 'Clearing date, yyyyMMdd. With result_pay SUCCESS.',
    no_agree: 'Token of the bound card. With result_pay SUCCESS. Secret. At most 16 characters.',
    result_pay: "SUCCESS or PROCESSING; LianLian's sample has none.",
  },
  OnlineBankingRedirectRequest: {
    charset_name:
      'Encoding in which the browser posts the form. UTF-8 unless you say otherwise, and toHtml() always posts UTF-8: name another one only for a page of your own in that encoding.',
    user_id: 'The payer by your own identification. At most 32 characters.',
    busi_partner:
      'What is sold: 101001 virtual, 109001 physical products. Defaults to the option busiPartner.',
    no_order:
      'Your order number. At most 32 characters.\n\nAn unpaid order may be sent again with the same dt_order; a paid one is refused.',
    dt_order:
      'Time of the order: a Date, or yyyyMMddHHmmss in Asia/Shanghai.\n\nNever defaults: a retry, a query and a refund must carry the very dt_order of the first attempt. Keep wholeSeconds() with the order: LianLian knows no milliseconds, and many columns round them up.',
    name_goods: 'Name of the product. At most 40 characters.',
    info_order: 'Comes back in notifications. At most 255 characters.',
    money_order: "Amount in yuan as decimal text, 0.01 to 100000000.00: '49.95'. See fenToYuan.",
    notify_url:
      'Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128 characters. Defaults to the option notifyUrl.',
    url_return:
      'Where the payer comes back to: an absolute http or https URL, at most 128 characters. Defaults to the option returnUrl.',
    userreq_ip: "The payer's IP address as request.ip has it, or with underscores. At most 32 characters.",
    url_order: 'Page of the product: an absolute http or https URL, at most 255 characters.',
    valid_order: "Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days).",
    bank_code: 'Bank whose online banking opens at once, without the page of banks. At most 18 characters.',
    risk_item: 'Risk parameters: an object, or JSON text of one, which is sent as it stands.',
    pay_type: 'Kind of online banking: 1 debit card, 8 credit card, 9 business.',
  },
  PayoutApplyRequest: {
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    flag_card:
      "Whose account it is: personal (sent as 0), a person's debit card, or business (sent as 1), the settlement account of a business. LianLian's own table prints other digits: a 1 for a person would pay a business.",
    money_order: "Amount in yuan as decimal text, 0.01 to 99999999.00: '49.95'. See fenToYuan.",
    no_order:
      'Your number of the payout, of its own. At most 32 characters.\n\nLianLian pays a number once. Another number is another payout, whatever else the two have in common.',
    dt_order:
      'Time of the payout: a Date, or yyyyMMddHHmmss in Asia/Shanghai.\n\nNever defaults: what is sent again must carry the very dt_order of the first attempt. Keep wholeSeconds() with the payout: LianLian knows no milliseconds, and many columns round them up.',
    card_no: 'Number of the card or account that receives the money. Secret.',
    acct_name: "Name of the account's holder. Secret.",
    info_order:
      'What the money is for; comes back in the query and the notification. At most 255 characters.',
    memo: "Remark that the receiver's bank may show. At most 24 characters. LianLian keeps letters, digits, Chinese characters, - and _, and drops the others: memoAsKept tells beforehand what is left, and the log warns.",
    notify_url:
      'Where LianLian posts the result of the payout: an absolute http or https URL, at most 128 characters. Defaults to the option payoutNotifyUrl, never to notifyUrl.',
    bank_code:
      "LianLian's code of the receiver's bank. Required for the account of a business. At most 18 characters.",
    bank_name: "Name of the receiver's bank.",
    prcptcd:
      "The branch's CNAPS number, 12 digits. For the account of a business LianLian asks for it, or for brabank_name with city_code; 14 banks need neither. See banks.branches.",
    city_code: "Administrative code of the city of the receiver's branch. Goes with brabank_name.",
    brabank_name: "Name of the receiver's branch. Goes with city_code.",
    risk_item: 'Risk parameters: an object, or JSON text of one, which is sent as it stands.',
  },
  PayoutApplyResponse: {
    no_order: 'Your number of the payout.',
    confirm_code: 'Confirms a payout that is held back. Secret: it lets the money go. At most 6 characters.',
    oid_paybill: "LianLian's transaction number, of a payout that it took: keep it. At most 18 characters.",
  },
  PayoutConfirmRequest: {
    platform: "Shares users between merchants; needs a setting on LianLian's side.",
    no_order: 'Number of the payout that is held back. At most 32 characters.',
    confirm_code:
      'The code that came when the payout was held back. LianLian takes 6 attempts. Secret. At most 6 characters.',
    notify_url:
      'Where LianLian posts the result of the payout: an absolute http or https URL, at most 128 characters. Defaults to the option payoutNotifyUrl, never to notifyUrl.',
  },
  PayoutConfirmResponse: {
    no_order: 'Your number of the payout.',
    oid_paybill: "LianLian's transaction number: keep it. At most 18 characters.",
  },
  PayoutQueryRequest: {
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    no_order: 'Your number of the payout. At most 32 characters. It or oid_paybill is required.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    query_version: "Version of the query. LianLian's table has it, no sample and no program.",
  },
  PayoutQueryResponse: {
    no_order: 'Your number of the payout.',
    dt_order: 'Time of the payout, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill:
      "LianLian's transaction number; absent of a payout that is held back. At most 18 characters.",
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1. Compare with yuanToFen.',
    result_pay: "LianLian's own word for where it stands: see state, and PAYOUT_RESULT.",
    settle_date: 'Clearing date, yyyyMMdd. Of payouts that are paid.',
    info_order: 'info_order of the payout.',
    memo: 'Why the payout failed.',
  },
  PayoutService: { sent: 'Injected beside the constructor, which is that of every service of an API.' },
  PreauthCancelRequest: {
    user_id: 'The payer by your own identification. At most 32 characters.',
    money_order: "The authorized amount in yuan as decimal text, 0.01 to 100000000.00: '49.95'.",
  },
  PreauthCancelResponse: {
    no_order: 'Order number of the authorization.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    user_id: 'The payer by your own identification.',
  },
  PreauthCaptureRequest: {
    user_id: 'The payer by your own identification. At most 32 characters.',
    money_order:
      "Amount to take, in yuan as decimal text, 0.01 to 100000000.00: '49.95'. At most what was authorized; less is a partial capture.",
    risk_item: 'Risk parameters: an object, or JSON text of one, which is sent as it stands.',
  },
  PreauthCaptureResponse: {
    no_order: 'Order number of the authorization.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    money_order: 'Captured amount in yuan as decimal text, perhaps unpadded: 0.1. Compare with yuanToFen.',
    settle_date: 'Clearing date, yyyyMMdd. Of successful captures.',
    info_order: 'info_order of the order.',
    user_id: 'The payer by your own identification.',
  },
  PreauthQueryRequest: {
    user_id:
      "The payer by your own identification. LianLian's sample has it, no table. At most 32 characters.",
  },
  PreauthQueryResponse: {
    no_order: 'Order number of the authorization.',
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1. Compare with yuanToFen.',
  },
  PreauthRequest: {
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    pay_type: 'F credit card, G debit card (older edition of the documents).',
    no_order: 'Order number of the authorization. At most 32 characters. It or oid_paybill is required.',
    dt_order: 'The very dt_order of the authorization: a Date, or yyyyMMddHHmmss in Asia/Shanghai.',
    oid_paybill: "LianLian's transaction number of the authorization. At most 18 characters.",
  },
  RefundApplyRequest: {
    no_refund:
      "Your number of the refund, made for it alone: never one cut from the order's number, where two orders could get the same one. At most 32 characters.",
    dt_refund:
      'Time of the refund: a Date, or yyyyMMddHHmmss in Asia/Shanghai.\n\nNever defaults: the query asks with it, and a retry must carry the very dt_refund of the first attempt. Keep wholeSeconds() with the refund: LianLian knows no milliseconds, and many columns round them up.',
    money_refund:
      "Amount to give back, as decimal text in yuan, or with crossBorder in the currency of the order, 0.01 to 100000000.00: '49.95'. All refunds together do not exceed the payment.",
    no_order: 'Order number of the payment. At most 32 characters. It or oid_paybill is required.',
    dt_order: "The payment's dt_order: a Date, or yyyyMMddHHmmss in Asia/Shanghai.",
    oid_paybill: "LianLian's transaction number of the payment. At most 32 characters.",
    notify_url:
      'Where LianLian posts the notification of the refund: an absolute http or https URL, at most 128 characters. Defaults to the option notifyUrl.',
    trader_refund:
      "Merchant that refunds. LianLian's demo program alone has it, no document: send it only if LianLian asks for it.",
  },
  RefundQueryRequest: {
    no_refund: 'Your number of the refund. At most 32 characters. It or oid_refundno is required.',
    dt_refund:
      'Time of the refund: the very dt_refund of the refund, as a Date or yyyyMMddHHmmss text. May be left out beside oid_refundno.',
    oid_refundno: "LianLian's number of the refund (older edition of the documents). At most 16 characters.",
    trader_refund:
      "Merchant that refunds. LianLian's demo program alone has it, no document: send it only if LianLian asks for it.",
  },
  RefundResponse: {
    no_refund: 'Your number of the refund.',
    dt_refund: 'Time of the refund, yyyyMMddHHmmss in Asia/Shanghai.',
    money_refund:
      'Amount of the refund as decimal text, perhaps unpadded: 0.1. Compare with yuanToFen. In yuan, or in the currency of an order in another one.',
    oid_refundno: "LianLian's number of the refund. At most 16 characters.",
    sta_refund: '0 initialized, 1 processing, 2 succeeded, 3 failed: see state, and REFUND_STATUS.',
    settle_date: 'Clearing date, yyyyMMdd. Of successful refunds.',
    money_foreign_refund: 'Amount in the foreign currency. Cross-border refunds.',
    rate_id: 'Number of the exchange rate. Cross-border refunds.',
    rate: 'Exchange rate. Cross-border refunds.',
    exchange_bankcode: 'Code of the bank that exchanges. Cross-border refunds.',
  },
  SharingRecipient: {
    account: 'The user_id or oid_partner that receives; no ^ nor |.',
    type: '0 LianLian e-wallet merchant, 1 regular merchant.',
    amount: "Decimal text in yuan, such as '10.00'.",
    description: 'A short description, at most 85 characters; no ^ nor |.',
  },
  SupportedBank: {
    bank_code: "LianLian's code of the bank.",
    bank_name: 'Name of the bank, in Chinese.',
    card_type: '2 debit card, 3 credit card.',
    single_amt: 'Limit of one payment, in whole yuan as text.',
    day_amt: 'Limit of a day, in whole yuan as text.',
    month_amt: 'Limit of a month, in whole yuan as text.',
    bank_status: '0 in service, 2 under maintenance.',
  },
  UnifiedCreateRequest: {
    user_id: 'The payer by your own identification. At most 32 characters.',
    busi_partner:
      'What is sold: 101001 virtual, 109001 physical products. Defaults to the option busiPartner.',
    no_order:
      'Your order number. At most 32 characters.\n\nAn unpaid order may be sent again with the same dt_order; a paid one is refused.',
    dt_order:
      'Time of the order: a Date, or yyyyMMddHHmmss in Asia/Shanghai.\n\nNever defaults: a retry, a query and a refund must carry the very dt_order of the first attempt. Keep wholeSeconds() with the order: LianLian knows no milliseconds, and many columns round them up.',
    name_goods: 'Name of the product. At most 40 characters.',
    info_order: 'Comes back in notifications. At most 255 characters.',
    money_order: "Amount in yuan as decimal text, 0.01 to 100000000.00: '49.95'. See fenToYuan.",
    notify_url:
      'Where LianLian posts the asynchronous notification: an absolute http or https URL, at most 128 characters. Defaults to the option notifyUrl.',
    url_return:
      'Where the payer comes back to: an absolute http or https URL, at most 128 characters. Defaults to the option returnUrl.',
    userreq_ip: "The payer's IP address as request.ip has it, or with underscores. At most 32 characters.",
    back_url: 'Where the payer goes to change cards: an absolute http or https URL, at most 128 characters.',
    shareing_data:
      'Who shares in the payment: up to 3 recipients, whose amounts do not exceed money_order in sum. Takes a list, or account^type^amount^description joined by |. At most 128 characters as text.',
    risk_item: 'Risk parameters: an object, or JSON text of one, which is sent as it stands.',
    flag_pay_product:
      '0 bank card, low limit, 1 bank card, high limit, 2 online banking, 5 new authenticated payment, 12 mobile online banking (in apps alone: flag_chnl 0 or 1).',
    flag_chnl: 'Where the payer is: 0 Android SDK, 1 iOS SDK, 2 web, 3 WAP; as a number or as text.',
    id_type: 'Document of id_no: 0 ID card, and no other.',
    id_no: 'ID card number of the payer, 15 or 18 characters.',
    acct_name: 'Name of the payer, in Chinese.',
    card_no: 'Number of the card.',
    valid_order: "Minutes until an unpaid order is closed. LianLian's default: 10080 (7 days).",
    bind_mob: 'Phone number of the payer at the bank: mainland China, digits alone. At most 18 digits.',
    no_agree: 'Token of a bound card. At most 32 characters.',
    bank_code: 'Bank whose online banking opens at once. Goes with card_type.',
    card_type:
      "Kind of online banking; goes with bank_code. LianLian's table: 1 debit card, 8 credit card, 9 business. Programs of merchants: 0 debit card, 1 credit card, 2 business. Ask LianLian which of the two holds for your merchant.",
    platform: "Shares users between merchants; needs a setting on LianLian's side. At most 32 characters.",
    theme:
      "Look of LianLian's page. LianLian's demo program alone has it, no document: ask LianLian for its values.",
    show_head:
      "Head of LianLian's page. LianLian's demo program alone has it, no document: ask LianLian for its values.",
  },
  UnifiedCreateResponse: {
    oid_paybill: "LianLian's transaction number. At most 18 characters.",
    dt_order: 'Time of the order, yyyyMMddHHmmss in Asia/Shanghai.',
    no_order: 'Your order number.',
    user_id: 'The payer by your own identification.',
    money_order: 'Amount in yuan as decimal text, perhaps unpadded: 0.1.',
    token: 'Of the SDKs; lives 30 minutes. Secret.',
    sign_type: 'The algorithm of sign, as LianLian spelt it.',
    sign: "LianLian's signature, already verified.",
    gateway_url: 'Where to send the payer. Holds what lets its holder pay: printing the response masks it.',
  },
  YuanCardRequest: {
    money_order: "Amount in yuan as decimal text, 0.01 to 100000000.00: '49.95'. See fenToYuan.",
    id_type:
      'Document of id_no: 0 ID card, 2 passport, 3 military officer certificate, 4 Hong Kong-Macau laissez-passer, 6 mainland travel permit for Taiwan residents, 9 police officer card, X other. Required without no_agree.',
    id_no:
      "Number of the payer's document. An ID card's (id_type absent or 0) has 15 or 18 characters. Required without no_agree. Secret.",
    acct_name: 'Name of the payer, in Chinese. Required without no_agree. Secret.',
    card_no: 'Number of the card. Required without no_agree. Secret.',
    bind_mob:
      'Phone number of the payer at the bank: mainland China, digits alone. Required without no_agree. Secret.',
    bank_code: "LianLian's code of the card's bank. At most 18 characters.",
  },
});
