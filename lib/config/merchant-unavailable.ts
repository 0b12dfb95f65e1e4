/** A merchant may exist, but could not be looked up: a sentence that says why, and what the app's source threw. */
export class MerchantUnavailable extends Error {}
