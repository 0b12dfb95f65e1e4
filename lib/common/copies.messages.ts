/** Every sentence about several copies of the package that a user may read. */
export const copyMessages = {
  severalCopies: (files: readonly string[]) =>
    `This process has loaded nestjs-lianlian ${String(files.length)} times: ${files.join(' and ')}. The classes and injection tokens of one are unknown to the other. ${copyMessages.howToHaveOne()}`,
  otherModule: () => `the app imports it from two copies of nestjs-lianlian. ${copyMessages.howToHaveOne()}`,
  otherCopy: (controller: string) =>
    `${controller} has LianLian routes or a guard of another copy of nestjs-lianlian than LianlianModule: nothing would verify or handle what LianLian sends there. ${copyMessages.howToHaveOne()}`,
  howToHaveOne: () =>
    'Let an app have one: load it everywhere by import, or everywhere by require (compiled CommonJS does), and in one version (`npm ls nestjs-lianlian`).',
} as const;
