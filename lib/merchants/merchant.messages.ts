/** Every sentence about changes of merchants that a user may read. */
export const merchantMessages = {
  merchantChanged: (merchant: string, options: readonly string[]) =>
    `Merchant ${merchant} was changed: ${options.join(', ')}`,
  merchantAdded: (merchant: string) => `Merchant ${merchant} was added`,
  noNotifyUrl: (merchant: string) =>
    `Merchant ${merchant} has no notifyUrl: LianLian sends no notification of a payment whose request has no notify_url of its own. Set it with merchants.update.`,
  notConfirmed: (merchant: string) =>
    `Merchant ${merchant} is not in the list notifications.confirmByQuery: its payments are handled without LianLian's query being asked. Where they should be confirmed too, start with confirmByQuery: true.`,
  merchantRemoved: (merchant: string) => `Merchant ${merchant} was removed`,
  merchantUnchanged: (merchant: string) => `merchant ${merchant} was not changed:`,
  merchantNotAdded: () => 'the merchant was not added:',
  merchantNotRemoved: (merchant: string) => `merchant ${merchant} was not removed:`,
  fixedOption: () => 'cannot change: add the merchant with the other number, and remove this one',
  noSuchMerchant: () => 'names no merchant of the options, and none that was added',
  merchantOfSource: () =>
    'names a merchant of merchantSource: change it there, and call merchants.reload() so that it is read again',
  writtenForOne: () =>
    'the app was given one merchant, and is written for one: with a second, its calls and notifications would fail, or a payment to one merchant could settle an order of the other. Nothing was changed. First give the module merchants: [{ oidPartner, … }], a list of one entry too, in place of the fields; name oid_partner in every request and in every row of unsettledPayments; return oid_partner from expectedPayment; and write expectedRefund, which returns it too',
  knownMerchant: () => 'names a merchant that is known already: update it',
  lastMerchant: () => 'names the only merchant: without any, nothing can be sent or verified',
} as const;
