import { both } from '../signature-diagnosis.js';

/** Why what was pasted cannot be read. None of them quotes a field that may be secret. */
export const pastedMessages = {
  nothingPasted: () => both('nothing was pasted', '没有粘贴任何内容'),
  tooLong: (limit: string) =>
    both(
      `what was pasted has more than ${limit}, and no message of LianLian's is as long: paste the one message alone, not the whole log`,
      `粘贴的内容超过 ${limit}，连连的报文没有这么长：请只粘贴一条报文，不要粘贴整个日志`,
    ),
  curlReadsFile: () =>
    both(
      'curl reads the body from a file: paste that file, or pass its name to "doctor explain"',
      'curl 的报文体来自文件：请粘贴该文件的内容，或者把文件名传给 doctor explain',
    ),
  curlSendsNothing: () => both('the curl command sends no data', '这条 curl 命令没有发送数据'),
  noBody: () => both('there is no body below the headers', '请求头之后没有报文体'),
  badUrl: () =>
    both(
      'the URL in it is none: look at its host and at its port, and paste it whole (or its query alone)',
      '里面的 URL 无效：请检查主机名和端口，并粘贴完整的 URL（或只粘贴查询部分）',
    ),
  neither: () => both('there is neither JSON nor a form in it', '里面既没有 JSON，也没有表单'),
  brokenJson: () =>
    both(
      'it begins like JSON, and is none: was part of it cut off, or is a name there twice? Paste the body as it was sent',
      '开头像 JSON，但不是有效的 JSON：是否被截断，或者有重复的字段名？请粘贴发送时的原始报文体',
    ),
  fieldTwice: () => both('a field of the form is there twice', '表单里有重复的字段'),
  tooManyFields: (limit: string) =>
    both(
      `it has more than ${limit} fields, and no message of LianLian's has as many`,
      `它的字段超过 ${limit} 个，连连的报文没有这么多字段`,
    ),
  openQuote: () => both('it stands in quotes that do not end', '引号没有结束'),
} as const;
