/**
 * The rules that a request can break, by names that stay as they are. Sentences may be worded anew: match on these.
 *
 * Which fields are there:
 * - `required`: missing or blank; `requiredWhen`: missing, though another field asks for it
 * - `oneOf`: all of several fields are missing; `together`: one of two is; `exclusive`: there are two of which one
 *   may be; `sameAs`: two differ that must not
 * - `unknownField`: the API has no such field, or the module fills it in
 * - `unknownMerchant`: `oid_partner` names a merchant that the module was not given
 *
 * The options beside a request:
 * - `options`: no object; `unknownOption`: a name that is none of them; `optionValue`: a value of another
 *   kind
 *
 * Text:
 * - `text`: something else than text; `maxLength`: too long
 * - `brokenText`: a NUL character, or half of a surrogate pair
 * - `ambiguousText`: LianLian's signature could read it as another field
 *
 * Values:
 * - `choice`: none of the documented values, or of those that another field leaves
 * - `digits`, `wholeNumber`, `hexColour`: not written as one
 * - `amount`: no decimal text; `amountRange`: less than 0.01 or more than 100000000.00; `wholeAmount`: a fraction in a
 *   currency that has none; `wholeFen`: no whole number of fen, for `fenToYuan`
 * - `date`: an invalid `Date`; `lianlianTime`: no real date and time; `day`: no real date
 * - `webUrl`, `payerIp`, `merchantNumber`, `branchNumber`, `idNumber`, `chinaPhone`: not one
 *
 * Structures, and what they hold together:
 * - `riskItem`: `risk_item` is no object, or holds what JSON would lose or change
 * - `sharingData`: `shareing_data` has another form; `sharingRecipients`: too few or too many;
 *   `sharingSeparators`: a part holds what separates the parts; `sharingSum`: more than the order's amount
 * - `itemList`: no list of objects
 * - `moreThanPaid`: a refund of more than what is left of the payment
 * - `sentOtherwise`: a payout whose number was sent before, with other fields
 */
export type ViolationRule =
  | 'required'
  | 'requiredWhen'
  | 'oneOf'
  | 'together'
  | 'exclusive'
  | 'sameAs'
  | 'unknownField'
  | 'unknownMerchant'
  | 'options'
  | 'unknownOption'
  | 'optionValue'
  | 'text'
  | 'maxLength'
  | 'brokenText'
  | 'ambiguousText'
  | 'choice'
  | 'digits'
  | 'wholeNumber'
  | 'hexColour'
  | 'amount'
  | 'amountRange'
  | 'wholeAmount'
  | 'wholeFen'
  | 'date'
  | 'lianlianTime'
  | 'day'
  | 'webUrl'
  | 'payerIp'
  | 'merchantNumber'
  | 'branchNumber'
  | 'idNumber'
  | 'chinaPhone'
  | 'riskItem'
  | 'sharingData'
  | 'sharingRecipients'
  | 'sharingSeparators'
  | 'sharingSum'
  | 'itemList'
  | 'moreThanPaid'
  | 'sentOtherwise';

/** One broken rule of a request. */
export interface Violation {
  /** The field; of a rule over several fields, the one that it stands at. */
  readonly property: string;
  readonly rule: ViolationRule;
  /** A sentence that names every field of the rule. Never a value. */
  readonly message: string;
}
