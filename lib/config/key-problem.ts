/** Why a key cannot be used, in words that never hold the key. */
export class KeyProblem extends Error {}
