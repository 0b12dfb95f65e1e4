/** All that the shop sells. The price is in yuan. */
export const PRODUCT = { name: '羽毛球', price: '49.95' } as const;
