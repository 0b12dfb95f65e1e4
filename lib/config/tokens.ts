/** The validated settings. Internal. */
export const LIANLIAN_SETTINGS = Symbol('LIANLIAN_SETTINGS');
