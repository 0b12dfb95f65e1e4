/** Every sentence about the fields of a request and the values in them. None of them ever holds a value of a field. */
export const fieldMessages = {
  required: (field: string) => `${field} is required`,
  requiredWhen: (field: string, when: Readonly<Record<string, readonly string[] | null>>) => {
    const conditions = Object.entries(when).map(([name, values]) =>
      values === null ? `${name} is absent` : `${name} is ${values.join(' or ')}`,
    );
    return `${field} is required when ${conditions.join(' and ')}`;
  },
  together: (field: string, other: string) => `${field} and ${other} go together: send both or neither`,
  exclusive: (field: string, other: string) => `${field} and ${other} exclude each other: send one of them`,
  oneOf: (fields: readonly string[]) => `one of ${fields.join(', ')} is required`,
  unknownField: (field: string) =>
    `${field} is not a field that callers of this API set: check its spelling, or leave it out if the module fills it in`,
  merchantNumber: (field: string) => `${field} must be text of exactly 18 digits`,
  notText: (field: string, value: unknown) =>
    typeof value === 'number' || typeof value === 'bigint'
      ? `${field} must be text, not a number: write it in quotes`
      : `${field} must be text`,
  tooLong: (field: string, maxLength: number) => `${field} must have at most ${maxLength} characters`,
  brokenText: (field: string) =>
    `${field} must not hold NUL characters or unpaired surrogates: UTF-8 cannot carry them to LianLian unchanged`,
  choice: (field: string, values: readonly string[]) =>
    values.length === 1
      ? `${field} must be '${values.join('')}'`
      : `${field} must be one of ${values.map((value) => `'${value}'`).join(', ')}`,
  wholeNumber: (field: string) =>
    `${field} must be a whole number from 0 to 2147483647, as a number or as digits in text`,
  amountRange: (field: string) => `${field} must be at least 0.01 and at most 100000000.00 yuan`,
  webUrl: (field: string) =>
    `${field} must be an absolute http or https URL without spaces, such as 'https://shop.example/notify'`,
  payerIp: (field: string) =>
    `${field} must be the payer's IP address alone, such as '122.11.37.211': an IPv4 or IPv6 address without port or list`,
  payerIpTooLong: (field: string, maxLength: number) =>
    `${field} must have at most ${maxLength} characters, and this IPv6 address has more: send the payer's IPv4 address`,
  idNumber: (field: string) => `${field} must have the length of an ID card number, 15 or 18 characters`,
  chinaPhone: (field: string) =>
    `${field} must be a phone number of mainland China in digits alone, without +86, spaces or hyphens`,
  digits: (field: string) => `${field} must be digits in text, such as '0'`,
  notAList: (field: string) => `${field} must be a list`,
  notAnEntry: (field: string) => `${field} must be an object`,
  hexColour: (field: string) => `${field} must be six hexadecimal digits, 000000 to ffffff, without #`,
  riskItem: (field: string) => `${field} must be a plain object, or JSON text of an object`,
  riskDate: (key: string) => `${key} must be a Date, or text of a real date as yyyyMMdd`,
  sharingShape: (field: string) =>
    `${field} must be a list of { account, type, amount, description }, or text as account^type^amount^description joined by |`,
  sharingRecipients: (field: string, max: number) =>
    `${field} must have at least 1 and at most ${max} recipients (without any, leave it out)`,
  sharingSeparators: (part: string) =>
    `${part} must not hold ^ or |, which separate the parts of shareing_data`,
  sharingSum: (field: string, total: string) =>
    `the amounts of ${field} must not add up to more than ${total}`,
  invalidDate: (field: string) => `${field} must be a valid Date in a year of four digits`,
  invalidTime: (field: string) =>
    `${field} must be a Date, or text of a real date and time as yyyyMMddHHmmss in Asia/Shanghai`,
  wholeFen: () => 'fen must be a whole number of fen (4995 for 49.95 yuan)',
  decimalYuan: (field: string, value: unknown) =>
    typeof value === 'number' || typeof value === 'bigint'
      ? `${field} must be decimal text in yuan such as '49.95', not a number: use fenToYuan(fen)`
      : `${field} must be decimal text in yuan with at most two decimals, such as '49.95'`,
} as const;
