import { both } from '../diagnosis/signature-diagnosis.js';
import { alternatives } from './alternatives.js';

/** Every sentence of the command line itself. None of them holds what was typed. */
export const cliMessages = {
  commandMissing: (names: readonly string[]) =>
    both(`a command is missing: ${alternatives(names).en}`, `缺少命令：${alternatives(names).zh}`),
  unknownCommand: (names: readonly string[], meant: string | undefined) =>
    meant === undefined
      ? both(
          `argument 1 is not a command: ${alternatives(names).en}`,
          `参数 1 不是命令：${alternatives(names).zh}`,
        )
      : both(
          `argument 1 is not a command: do you mean ${meant}?`,
          `参数 1 不是命令：您想用的是 ${meant} 吗？`,
        ),
  usageAt: (command: string) =>
    both(`Run nestjs-lianlian ${command}--help for usage`, `用法请运行 nestjs-lianlian ${command}--help`),
  failed: (reason: string) => both(reason, `命令失败，错误原文：${reason}`),
  unknownOption: (place: number, meant: string | undefined) =>
    meant === undefined
      ? both(`argument ${String(place)} is not an option`, `参数 ${String(place)} 不是选项`)
      : both(
          `argument ${String(place)} is not an option: do you mean --${meant}?`,
          `参数 ${String(place)} 不是选项：您想用的是 --${meant} 吗？`,
        ),
  takesNoValue: (option: string) => both(`--${option} takes no value`, `--${option} 不带值`),
  needsValue: (option: string) => both(`--${option} needs a value`, `--${option} 需要一个值`),
  valueWithDash: (option: string) =>
    both(
      `--${option} needs a value; one that begins with a dash follows "=": --${option}=VALUE`,
      `--${option} 需要一个值；以横线开头的值写在等号后面：--${option}=值`,
    ),
} as const;
