import { type TimeDifference, timeDifference } from './other-time.js';

const REASONS: Readonly<Record<TimeDifference, string>> = {
  second:
    'They are one second apart: the column that keeps the time, or what writes to it, rounds milliseconds up, and LianLian was sent them cut off.',
  zone: 'They are whole quarters of an hour apart: the time was written in one zone and read in another.',
  coarse: 'The column that keeps the time keeps no seconds.',
  other: 'Is the time made anew instead of kept, or does its column change it?',
};

/** What the app kept, and what LianLian has. */
interface OtherTime {
  /** `dt_order` or `dt_refund`. */
  readonly field: string;
  readonly kept: string;
  readonly sent: string;
  /** What LianLian says of it: `result_pay SUCCESS`. */
  readonly says?: readonly (string | undefined)[];
}

/** What is said of an order or a refund that LianLian knows by another time than the app. */
export const otherTimeMessages = {
  knownByOther: (subject: string, { field, kept, sent, says = [] }: OtherTime) => {
    const details = says.filter((each) => each !== undefined).join(', ');
    return `${subject}: LianLian does not know it with ${field} ${kept}, but with ${field} ${sent}${details === '' ? '' : ` (${details})`}. ${REASONS[timeDifference(kept, sent)]} Nothing was decided by it: compare the two, and correct the ${field} that you keep to ${sent}. Keep wholeSeconds(), or LianLian's text, with new ones.`;
  },
} as const;
