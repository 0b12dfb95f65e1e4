/** Every sentence about classes with `@LianlianHandler()` that a developer may read. */
export const handlerMessages = {
  decorators: () => 'must be a list of class decorators, such as [SkipThrottle()]',
  merchantNumber: () => 'must be a merchant number, text of exactly 18 digits, or a list of at least one',
  noRoutes: (handler: string) =>
    `${handler} has @LianlianHandler(), and LianlianModule brings no routes, so nothing would call it: give forRoot or forRootAsync routes, the path of the notifications (routes: 'payments')`,
  noHandler: () =>
    'brings routes for LianLian, and the app has no class with @LianlianHandler(): list yours in the providers of a module that the app imports (what a factory makes for each request has the class as its token), or leave routes out where controllers of your own have the routes',
  noHandlerFor: (merchant: string, handlers: readonly string[]) =>
    `merchant ${merchant} has no handler: ${handlers.join(' and ')} handle${handlers.length > 1 ? '' : 's'} other merchants. Name it in @LianlianHandler({ oidPartner }) of one class`,
  theirs: (problem: string) =>
    `${problem}; or see to it that its notifyUrl leads to a controller of your own that handles it.`,
  severalHandlers: (merchant: string, handlers: readonly string[]) =>
    `merchant ${merchant} has ${String(handlers.length)} handlers, ${handlers.join(' and ')}: which of them is a payment for? Leave one, or tell them apart by @LianlianHandler({ oidPartner })`,
  severalForAll: (handlers: readonly string[]) =>
    `${handlers.join(' and ')} are handlers of every merchant: which of them is a payment for? Leave one, or tell them apart by @LianlianHandler({ oidPartner })`,
  provided: (handler: string, times: number) => `${handler} (provided ${String(times)} times)`,
  isController: (controller: string) =>
    `${controller} has @LianlianHandler() and is a controller: the module brings the routes, so list it in providers (or leave the decorator out, and extend LianlianController())`,
  noExpectedPayment: (handler: string) =>
    `${handler} has @LianlianHandler() but no expectedPayment(): add the method, which returns the order that a payment claims to be for, or null`,
  noOnPayment: (handler: string) =>
    `${handler} has @LianlianHandler() but no onPayment(): add the method, which is called once when an order is paid`,
  noExpectedPayout: (handler: string) =>
    `${handler} has onPayout() but no expectedPayout(): add the method (ExpectsPayouts), which returns the payout that a message claims to be about, or null`,
  noOnPayout: (handler: string, merchant: string) =>
    `Merchant ${merchant} has a payoutNotifyUrl, and its handler ${handler} has no onPayout: what LianLian says of its payouts fails, and comes again. Add onPayout and expectedPayout.`,
  noOnReturn: (handler: string, merchant: string) =>
    `Merchant ${merchant} has a returnUrl, and its handler ${handler} has no onReturn: payers who come back get a 404. Add onReturn, which returns the page of the app to go to.`,
  idleHandler: (handler: string, merchants: readonly string[]) =>
    `${handler} handles merchant ${merchants.join(', ')}, and the app was given no such merchant. Is the number right?`,
  sourceWithoutHandler: (handlers: readonly string[]) =>
    `merchantSource may bring merchants that ${handlers.join(' and ')} do not name: what LianLian says of those fails, and comes again. Name them there, or let one handler, without oidPartner, get every merchant's.`,
  notHandled: () => 'a message of LianLian was not handled:',
  noHandlerYet: (merchant: string) =>
    `merchant ${merchant} came while the app ran, and no class with @LianlianHandler() handles it: name it in @LianlianHandler({ oidPartner }) of one, and start anew`,
} as const;
