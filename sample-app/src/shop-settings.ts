/** What the parts of the shop need to know of where it runs. A class, so that Nest can inject it. */
export class ShopSettings {
  constructor(
    /** Where browsers reach the shop, such as `https://shop.example`. */
    readonly origin: string,
    /** Where the sandbox is; undefined when payments are real. */
    readonly sandboxUrl: string | undefined,
    /** What the operator signs in with at `/admin`. */
    readonly operatorPassword: string,
  ) {}
}
