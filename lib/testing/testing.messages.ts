/** Every sentence of the mock that a user may read. */
export const testingMessages = {
  missingFake: (service: string, method: string) =>
    `The test has no fake of lianlian.${service}.${method}, which was called. Pass one: mockLianlian({ ${service}: { ${method}: vi.fn<LianlianService['${service}']['${method}']>() } }), or jest.fn, or any function.`,
  misspeltFake: (name: string, meant: string) =>
    `mockLianlian was given ${name}, which nothing of lianlian is called: did you mean ${meant}?`,
} as const;
