import type { ReturnCodeProduct } from '../../common/codes/code-meanings.js';
import { shortened } from '../../common/printable.js';
import { both, type Sentence } from '../signature-diagnosis.js';
import { ADVICE, CATEGORIES } from './code-words.js';
import { codeMessages } from './code.messages.js';
import type { ExplainedMeaning, ExplainedStatus, ListedCode, UnlistedCode } from './explain-code.js';

/** How much of a `ret_msg` is shown. */
const MAX_SAID = 200;

/** What a code means, and what to do, a sentence a line. What belongs to a line before it is indented. */
export function sentencesAbout(code: ListedCode | UnlistedCode | ExplainedStatus): readonly Sentence[] {
  if ('status' in code) return [codeMessages.status(code.ret_code, code.status)];
  return code.isListed ? aboutListed(code) : aboutUnlisted(code);
}

/** By product where the meaning differs. */
function aboutListed({
  ret_code,
  only,
  elsewhere,
  refusesConfirmation,
  ...meaning
}: ListedCode): readonly Sentence[] {
  const others = (Object.keys(elsewhere) as ReturnCodeProduct[]).flatMap((product) => {
    const other = elsewhere[product];
    return other === undefined
      ? []
      : [indented(2, codeMessages.inProduct(product, inWords(other))), indented(4, other.description)];
  });
  const { en, zh } = inWords(meaning);
  return [
    both(`ret_code ${ret_code} ${en}`, `ret_code ${ret_code} ${zh}`),
    indented(2, meaning.description),
    ...(only === undefined ? [] : [indented(2, codeMessages.onlyIn(only))]),
    ...others,
    ...(refusesConfirmation ? [indented(2, codeMessages.fromConfirm())] : []),
    indented(2, codeMessages.whichMeansWhat()),
  ];
}

function aboutUnlisted({ ret_code, ret_msg }: UnlistedCode): readonly Sentence[] {
  return [
    codeMessages.unlistedCode(shortened(ret_code)),
    indented(
      2,
      ret_msg === undefined
        ? codeMessages.messageSaysNothing()
        : codeMessages.messageSays(JSON.stringify(shortened(ret_msg, MAX_SAID))),
    ),
    indented(2, codeMessages.whatToDoUnlisted()),
  ];
}

function inWords({ ret_msg, category, advice }: ExplainedMeaning): Sentence {
  return codeMessages.meaning(ret_msg, CATEGORIES[category], ADVICE[advice]);
}

function indented(by: number, { en, zh }: Sentence): Sentence {
  const blanks = ' '.repeat(by);
  return both(blanks + en, blanks + zh);
}
