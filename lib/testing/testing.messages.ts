/** Every sentence of the mock that a user may read. */
export const testingMessages = {
  missingFake: (service: string, method: string) =>
    `The test has no fake of lianlian.${service}.${method}, which was called. Pass one: mockLianlian({ ${service}: { ${method}: vi.fn<LianlianService['${service}']['${method}']>() } }), or jest.fn, or any function.`,
} as const;
