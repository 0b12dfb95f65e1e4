/** Every sentence about changes of merchants that a user may read. */
export const merchantMessages = {
  merchantChanged: (merchant: string, options: readonly string[]) =>
    `Merchant ${merchant} was changed: ${options.join(', ')}`,
  merchantAdded: (merchant: string) => `Merchant ${merchant} was added`,
  merchantRemoved: (merchant: string) => `Merchant ${merchant} was removed`,
  merchantUnchanged: (merchant: string) => `merchant ${merchant} was not changed:`,
  merchantNotAdded: () => 'the merchant was not added:',
  merchantNotRemoved: (merchant: string) => `merchant ${merchant} was not removed:`,
  fixedOption: () => 'cannot change: add the merchant with the other number, and remove this one',
  noSuchMerchant: () => 'names no merchant of the options, and none that was added',
  merchantOfSource: () =>
    'names a merchant of merchantSource: change it there, and call merchants.reload() so that it is read again',
  knownMerchant: () => 'names a merchant that is known already: update it',
  lastMerchant: () => 'names the only merchant: without any, nothing can be sent or verified',
} as const;
