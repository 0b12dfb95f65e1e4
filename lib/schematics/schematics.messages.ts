import { terminalLanguage } from '../common/language/terminal-language.js';
import { processEnvironment } from '../config/process-environment.js';

/** Every sentence of `nest add nestjs-lianlian`: in Chinese under a Chinese locale, else in English. */
export const schematicsMessages = {
  noManifest: () =>
    said(
      'There is no package.json here. Run the command in the folder of your Nest app.',
      '这里没有 package.json。请在您的 Nest 应用目录里运行此命令。',
    ),
  notJson: (file: string, reason: string) =>
    said(
      `${file} is not valid JSON (${reason}). Nothing was changed.`,
      `${file} 不是有效的 JSON（${reason}）。没有做任何改动。`,
    ),
  nestVersion: (found: string | undefined) =>
    said(
      `nestjs-lianlian needs NestJS 11 or 12, and package.json has @nestjs/core ${found ?? 'not at all'}. Nothing was changed.`,
      `nestjs-lianlian 需要 NestJS 11 或 12，而 package.json 里${found === undefined ? '没有 @nestjs/core' : `的 @nestjs/core 是 ${found}`}。没有做任何改动。`,
    ),
  unknownProject: (project: string, names: readonly string[]) =>
    said(
      `nest-cli.json has no project ${project}: ${names.length === 0 ? 'it names none' : `it has ${names.join(', ')}`}. Nothing was changed.`,
      `nest-cli.json 里没有项目 ${project}：${names.length === 0 ? '其中没有任何项目' : `其中有 ${names.join('、')}`}。没有做任何改动。`,
    ),
  isLibrary: (project: string, apps: readonly string[]) =>
    said(
      `${project} is a library. Name the app that takes the payments with --project: ${apps.join(', ')}. Nothing was changed.`,
      `${project} 是库。请用 --project 指定收款的应用：${apps.join('、')}。没有做任何改动。`,
    ),
  noTypescript: () =>
    said('no TypeScript is installed here that can read it', '这里没有安装能读取它的 TypeScript'),
  noRootModule: (main: string) =>
    said(
      `${main} names no module of this app in NestFactory.create`,
      `${main} 的 NestFactory.create 里没有本应用的模块`,
    ),
  noModuleFile: (file: string) => said(`there is no ${file}`, `没有 ${file} 这个文件`),
  noModuleClass: (name: string) =>
    said(`it has no class ${name} with @Module()`, `其中没有带 @Module() 的类 ${name}`),
  unreadOptions: () =>
    said('the argument of @Module() is not written out in it', '@Module() 的参数没有直接写在其中'),
  unreadImports: () =>
    said(
      'the imports of @Module() are not a list that is written out in it',
      '@Module() 的 imports 不是直接写在其中的列表',
    ),
  nameTaken: (name: string) => said(`it has another ${name} already`, `其中已有另一个 ${name}`),
  byHand: (file: string, reason: string, lines: readonly string[], elements: readonly string[]) =>
    [
      said(
        `${file} was left as it is: ${reason}. Nothing else was changed either.`,
        `${file} 保持原样：${reason}。其他文件也没有改动。`,
      ),
      said('Add this to your root module by hand:', '请手动把以下内容加到根模块：'),
      '',
      ...lines,
      '',
      'imports: [',
      ...elements.flatMap((element) => `${element},`.split('\n').map((line) => `  ${line}`)),
      ']',
      '',
      said('Then run the command again: it adds the rest.', '然后再次运行此命令，由它添加其余内容。'),
    ].join('\n'),
  fileExists: (file: string) =>
    said(
      `${file} exists already. Nothing was changed. Name another folder: --folder=lianlian`,
      `${file} 已经存在。没有做任何改动。请指定另一个目录：--folder=lianlian`,
    ),
  ownSetup: (file: string) =>
    said(
      `${file} sets LianlianModule up already, without the handler of this command. Nothing was changed.`,
      `${file} 已经配置了 LianlianModule，但没有用此命令生成的处理类。没有做任何改动。`,
    ),
  nothingToDo: () =>
    said(
      'nestjs-lianlian is set up already. Nothing was changed.',
      'nestjs-lianlian 已经配置好。没有做任何改动。',
    ),
  keptEnvironment: (file: string) =>
    said(
      `${file} has LIANLIAN_ settings already: it was left as it is.`,
      `${file} 里已有 LIANLIAN_ 开头的设置：保持原样。`,
    ),
  keptScript: () =>
    said(
      'package.json has a script "sandbox" already: it was left as it is.',
      'package.json 里已有脚本 sandbox：保持原样。',
    ),
  noTest: () =>
    said(
      'No test was written: package.json has neither Jest nor Vitest, or no @nestjs/testing beside it.',
      '没有生成测试：package.json 里没有 Jest 或 Vitest，或者没有 @nestjs/testing。',
    ),
  next: (
    packageManager: string,
    {
      folder,
      otherProject,
      hasToInstall,
    }: { folder: string; otherProject: string | undefined; hasToInstall: boolean },
  ) =>
    [
      said('Next:', '接下来：'),
      ...(hasToInstall
        ? [
            `  ${packageManager} install          ${said('what package.json has gained', '安装 package.json 新增的依赖')}`,
          ]
        : []),
      `  ${packageManager} run sandbox      ${said('a LianLian of your own, which moves no money', '启动本机沙箱，不涉及真实资金')}`,
      `  ${otherProject === undefined ? `${packageManager} run start:dev` : `npx nest start ${otherProject} --watch`}    ${said('your app, in a second terminal', '在另一个终端里启动您的应用')}`,
      said(
        `  ${folder}: replace InMemoryOrders with your orders`,
        `  ${folder}：把 InMemoryOrders 换成您的订单`,
      ),
      said(
        '  main.ts: app.enableShutdownHooks() before listen, so that the app ends what is being handled before it stops',
        '  main.ts：在 listen 之前调用 app.enableShutdownHooks()，应用停止前会把正在处理的做完',
      ),
    ].join('\n'),
} as const;

/** The sentence in the language of the terminal. */
function said(en: string, zh: string): string {
  return terminalLanguage(processEnvironment()) === 'zh' ? zh : en;
}
