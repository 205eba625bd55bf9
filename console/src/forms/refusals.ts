import { useLingui } from '@lingui/react/macro';
import type { Refusal } from '../api/api';
import { formats } from '../format';
import { localeOf } from '../language';

/** A refusal in the reader's words: what was refused with its figures, and the way out. */
export interface Said {
  readonly message: string;
  readonly hint: string | undefined;
}

/** The inputs that a refusal is about, such as `lines[0].quantity`: paths into the form's input. */
export function fieldsOf({ details }: Refusal): string[] {
  const { field, fields } = details as { field?: string; fields?: readonly string[] };
  const all = fields ?? (field === undefined ? [] : [field]);
  return all.map((path) => path.replace(/^input\./, ''));
}

/** The refusals by input; under '' those that are about none of these. */
export function byField(
  refusals: readonly Refusal[],
  isShown: (field: string) => boolean,
): Map<string, Refusal> {
  const found = new Map<string, Refusal>();
  for (const refusal of refusals) {
    const fields = fieldsOf(refusal).filter(isShown);
    for (const field of fields.length > 0 ? fields : ['']) {
      if (!found.has(field)) found.set(field, refusal);
    }
  }
  return found;
}

/** Says refusals in the words of these pages where there are some, and else in those of the server. */
export function useRefusals(): (refusal: Refusal) => Said {
  const { t, i18n } = useLingui();
  const { number, day } = formats(localeOf(i18n.locale), 'UTC');
  return (refusal) => {
    const asAnswered = { message: refusal.message, hint: refusal.hint };
    switch (refusal.code) {
      case 'INSUFFICIENT_STOCK': {
        const { available, requested, sku } = refusal.details;
        if (available === undefined || requested === undefined) return asAnswered;
        return {
          message: t`Only ${number(available)} of ${sku ?? ''} are available, ${number(requested)} are asked for`,
          hint: t`Take less, or receive or transfer stock first`,
        };
      }
      case 'LOCATION_NOT_ACTIVE':
        return { message: t`This place is switched off`, hint: t`Choose another place` };
      case 'LOT_EXPIRY_DIFFERS': {
        const { lotExpiryDate } = refusal.details;
        return {
          message: lotExpiryDate
            ? t`This lot expires on ${day(lotExpiryDate)}`
            : t`This lot has no expiry date`,
          hint: t`Leave the date out, or check the lot number`,
        };
      }
      case 'AMOUNT_NOT_WHOLE': {
        const { nearest = [], unit = '' } = refusal.details;
        const amounts = nearest.map(({ amount }) => amount).filter(Boolean);
        return {
          message: t`This is no whole number of the smallest unit`,
          hint: amounts.length > 0 ? t`Next: ${amounts.join(' / ')} ${unit}` : undefined,
        };
      }
      case 'QUANTITY_NOT_POSITIVE':
        return { message: t`More than zero`, hint: undefined };
      case 'REFUND_EXCEEDS_SALE': {
        const { refundable } = refusal.details;
        if (refundable === undefined) return asAnswered;
        return { message: t`${number(refundable)} can come back at most`, hint: undefined };
      }
      case 'EXPIRY_BEFORE_RECEIPT': {
        const { expiryDate } = refusal.details;
        return {
          message: expiryDate
            ? t`This expired on ${day(expiryDate)}`
            : t`These goods have expired already`,
          hint: t`Correct the date, or take expired goods in: they cannot be sold, and can be written off`,
        };
      }
      case 'ILLEGAL_TRANSITION':
        return {
          message: t`This has been decided or done meanwhile`,
          hint: t`What is shown is as it is now`,
        };
      case 'STALE_VERSION':
        return {
          message: refusal.details.field?.endsWith('expectedSequence')
            ? t`Stock has moved since it was shown here`
            : t`This has changed since it was shown here`,
          hint: t`Look at it as it is now, then do it again`,
        };
      case 'SELF_APPROVAL':
        return {
          message: t`Whoever asks for something does not approve it`,
          hint: t`Another person must approve it; an admin may allow it in the settings`,
        };
      case 'EARLIER_DAY_OPEN': {
        const { firstOpen } = refusal.details;
        if (firstOpen === undefined) return asAnswered;
        return { message: t`${day(firstOpen)} is still open`, hint: t`Close it first` };
      }
      case 'REASON_MISSING':
        return { message: t`Say in a few words why`, hint: undefined };
      case 'FORBIDDEN':
        return {
          message: t`Your role does not include this`,
          hint: t`An admin can give you another role.`,
        };
      default:
        return asAnswered;
    }
  };
}
