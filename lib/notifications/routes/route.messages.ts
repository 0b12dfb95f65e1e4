/** Every sentence about the app's routes that a developer may read. */
export const routeMessages = {
  moduleMissing: () =>
    'is not imported, and the app has a route of its own (LianlianController(), @LianlianNotify, @LianlianReturn or LianlianSignatureGuard): import LianlianModule.forRoot() or forRootAsync() once in the app',
  noExpectedPayment: (controller: string) =>
    `${controller} has a @LianlianNotify route but no expectedPayment(): implement ExpectsPayments, or say @LianlianNotify(path, { checkAmount: false })`,
  mixinWithoutExpectedPayment: (controller: string) =>
    `${controller} extends LianlianController() but has no expectedPayment(): add the method, which returns the order that a payment claims to be for, or null`,
  hiddenRoute: (controller: string, method: string) =>
    `${controller} has a ${method} of its own, which hides an inherited LianLian route of that name: rename it, or decorate it again`,
  unguarded: () =>
    'A LianLian route was reached without LianlianSignatureGuard: was the guard overridden or removed?',
  noLocation: (hook: string) => `${hook} must return the URL of a page of the app, as text`,
} as const;
