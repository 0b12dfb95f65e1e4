import { type BrokenRule, brokenRules } from '../broken-rules.js';
import { isBlank } from '../blank.js';
import { fenOf } from '../money.js';
import { AMOUNT_SCHEMA, amountProblem, amountText } from './amount.js';
import { defineField, type FieldOptions } from './define-field.js';
import type { FieldSchema } from './field-schema.js';
import { textProblem } from './text.js';

const MAX_RECIPIENTS = 3;
const PARTS = ['account', 'type', 'amount', 'description'] as const;
const TYPES = ['0', '1'];
const MAX_DESCRIPTION = 85;

const RECIPIENT_SCHEMA: FieldSchema = {
  title: 'SharingRecipient',
  type: 'object',
  required: PARTS,
  properties: {
    account: { type: 'string' },
    type: { type: 'string', enum: TYPES },
    amount: AMOUNT_SCHEMA,
    description: { type: 'string', maxLength: MAX_DESCRIPTION },
  },
};

/** One recipient of a shared payment. */
export interface SharingRecipient {
  /** The `user_id` or `oid_partner` that receives; no `^` nor `|`. */
  readonly account: string;
  /** `0` LianLian e-wallet merchant, `1` regular merchant. */
  readonly type: '0' | '1';
  /** Decimal text in yuan, such as `'10.00'`. */
  readonly amount: string;
  /** A short description, at most 85 characters; no `^` nor `|`. */
  readonly description: string;
}

/** A part of one recipient, not yet checked. */
type Draft = Readonly<Partial<Record<(typeof PARTS)[number], unknown>>>;

/**
 * Who shares in the payment: up to 3 recipients, whose amounts do not exceed the order's. Takes a list, or
 * LianLian's own text `account^type^amount^description|…`.
 *
 * @param maxLength of the text; undefined where the documents set none
 * @param total the field with the amount of the order
 */
export function SharingData(
  maxLength: number | undefined,
  total: string,
  options?: FieldOptions,
): PropertyDecorator {
  return defineField(
    'sharingData',
    {
      schema: {
        oneOf: [
          { type: 'array', maxItems: MAX_RECIPIENTS, items: RECIPIENT_SCHEMA },
          { type: 'string', maxLength },
        ],
      },
      check: (value, property, request) => {
        const drafts = draftsOf(value);
        if (drafts === undefined) return brokenRules.sharingData(property);
        if (drafts.length === 0 || drafts.length > MAX_RECIPIENTS) {
          return brokenRules.sharingRecipients(property, MAX_RECIPIENTS);
        }
        for (const [index, draft] of drafts.entries()) {
          const problem = recipientProblem(draft, `${property}[${index}]`);
          if (problem !== undefined) return problem;
        }
        return (
          textProblem(wireText(drafts), property, maxLength) ?? sumProblem(drafts, property, request, total)
        );
      },
      encode: (value) => wireText(draftsOf(value) ?? []),
    },
    options,
  );
}

/** The recipients of either input form, or undefined for any other value. */
function draftsOf(value: unknown): readonly Draft[] | undefined {
  if (typeof value === 'string') {
    const rows = value.split('|').map((row) => row.split('^'));
    if (rows.some((row) => row.length !== PARTS.length)) return undefined;
    return rows.map(([account, type, amount, description]) => ({ account, type, amount, description }));
  }
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
  return isList ? (value as Draft[]) : undefined;
}

function recipientProblem(draft: Draft, name: string): BrokenRule | undefined {
  const further = Object.keys(draft).find((part) => !PARTS.some((known) => known === part));
  if (further !== undefined) return brokenRules.sharingPart(`${name}.${further}`, PARTS);
  const missing = PARTS.find((part) => isBlank(draft[part]));
  if (missing !== undefined) return brokenRules.required(`${name}.${missing}`);
  return (
    separatedTextProblem(draft.account, `${name}.account`) ??
    (TYPES.includes(draft.type as string) ? undefined : brokenRules.choice(`${name}.type`, TYPES)) ??
    amountProblem(draft.amount, `${name}.amount`) ??
    separatedTextProblem(draft.description, `${name}.description`, MAX_DESCRIPTION)
  );
}

function separatedTextProblem(value: unknown, name: string, maxLength?: number): BrokenRule | undefined {
  const problem = textProblem(value, name, maxLength);
  if (problem !== undefined) return problem;
  return /[\^|]/.test(String(value)) ? brokenRules.sharingSeparators(name) : undefined;
}

function sumProblem(
  drafts: readonly Draft[],
  property: string,
  request: object,
  total: string,
): BrokenRule | undefined {
  const most = fenOf(Reflect.get(request, total));
  const sum = drafts.reduce((fen, draft) => fen + (fenOf(draft.amount) ?? 0), 0);
  return most !== undefined && sum > most ? brokenRules.sharingSum(property, total) : undefined;
}

function wireText(drafts: readonly Draft[]): string {
  return drafts
    .map(
      ({ account, type, amount, description }) =>
        `${String(account)}^${String(type)}^${amountText(amount)}^${String(description)}`,
    )
    .join('|');
}
