import { useLingui } from '@lingui/react/macro';
import type { Refusal } from '../../api/api';
import type { Said } from '../../forms/refusals';
import { useFieldNames } from './kinds';
import type { Problem } from './upload';

/** What a file that cannot be read is refused for. */
interface Details {
  readonly reason?: string;
  readonly columns?: readonly string[];
  readonly importField?: string;
  readonly values?: readonly string[];
}

/** Says why a file is refused as a whole in the words of this page, whose fields are the way out; else as answered. */
export function useFileRefusals(): (refusal: Refusal) => Refusal {
  const { t } = useLingui();
  const nameOf = useFieldNames();
  const saidOf = ({ reason, columns = [], importField = '', values = [] }: Details) => {
    const field = nameOf(importField);
    const named = columns.join(', ');
    const texts = values.join(', ');
    switch (reason) {
      case 'COLUMN_MISSING':
        return {
          message: t`No column is ${field}`,
          hint: t`Choose the column under “Columns”, or give one value for every row.`,
        };
      case 'COLUMN_AMBIGUOUS':
        if (columns.length === 0) return undefined;
        return {
          message: t`${field} could be: ${named}`,
          hint: t`Choose the column under “Columns”, or take nothing from it.`,
        };
      case 'DATE_FORMAT_AMBIGUOUS':
        return {
          message: t`Days in “${named}” can be read in two ways: ${texts}`,
          hint: t`Choose how days are written.`,
        };
      case 'DECIMAL_AMBIGUOUS':
        return {
          message: t`Numbers can be read in two ways: ${texts}`,
          hint: t`Choose the decimal character.`,
        };
      case 'FILE_EMPTY':
        return { message: t`The file has no rows`, hint: t`Its first row names the columns.` };
      default:
        return undefined;
    }
  };
  return (refusal) => ({ ...refusal, ...saidOf(refusal.details as Details) });
}

/** Says what is wrong with a cell in the words of this page where there are some, and else in those of the server. */
export function useProblems(): (problem: Problem) => Said {
  const { t } = useLingui();
  return ({ code, value, message, hint }) => {
    const text = value ?? '';
    // It is the value of every row, not of a cell.
    if (text === '' && code.endsWith('_UNKNOWN')) return { message, hint: hint ?? undefined };
    switch (code) {
      case 'VALUE_MISSING':
        return { message: t`The cell is empty`, hint: undefined };
      case 'VALUE_NOT_DATE':
        return {
          message: t`“${text}” is no day that exists, as days are written here`,
          hint: t`Write it as 2031-01-31, or choose how days are written.`,
        };
      case 'VALUE_NOT_NUMBER':
        return {
          message: t`“${text}” is not a number`,
          hint: t`Write digits only, or choose the decimal character.`,
        };
      case 'VALUE_NOT_WHOLE':
        return { message: t`“${text}” is not a whole number`, hint: undefined };
      case 'VALUE_TOO_LARGE':
        return { message: t`“${text}” is too large`, hint: undefined };
      case 'CELL_IS_FORMULA':
        return { message: t`The cell is a formula`, hint: t`Write its result.` };
      case 'PRODUCT_UNKNOWN':
        return { message: t`No product is “${text}”`, hint: t`Bring products in first.` };
      case 'LOCATION_UNKNOWN':
        return {
          message: t`No place is “${text}”`,
          hint: t`Bring places in first, or check the code.`,
        };
      case 'SUPPLIER_UNKNOWN':
        return {
          message: t`No supplier is “${text}”`,
          hint: t`Bring suppliers in first, or check the code.`,
        };
      case 'STALE_VERSION':
        return {
          message: t`Changed since it was checked`,
          hint: `${message}. ${t`“Check again” shows what the row would change now.`}`,
        };
      case 'QUANTITY_NOT_POSITIVE':
        return { message: t`The quantity must be more than zero`, hint: undefined };
      default:
        return { message, hint: hint ?? undefined };
    }
  };
}
