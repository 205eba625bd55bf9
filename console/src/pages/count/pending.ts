// The figure of a line as it is being entered: digits that are typed, or scans that are counted.

export interface Pending {
  readonly batchId: string | undefined;
  readonly amount: string;
  readonly unit: string;
  /** Whether the amount is a number of scans so far: a digit then begins a new one. */
  readonly isScanned: boolean;
}

export const NOTHING: Pending = { batchId: undefined, amount: '', unit: '', isScanned: false };

const LONGEST = 12;

export type PendingAction =
  | { readonly type: 'choose'; readonly batchId: string; readonly unit: string }
  | { readonly type: 'scan'; readonly batchId: string; readonly unit: string; readonly by: number }
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'unit'; readonly unit: string };

/** Adds a key of the keypad: a digit, a point, or what takes the last one away. */
function typed(before: Pending, key: string): Pending {
  const amount = before.isScanned ? '' : before.amount;
  const next = { ...before, isScanned: false };
  if (key === 'Backspace') return { ...next, amount: amount.slice(0, -1) };
  if (key === 'Escape') return { ...next, amount: '' };
  if (amount.length >= LONGEST || (key === '.' && amount.includes('.'))) return before;
  if (key === '.') return { ...next, amount: `${amount || '0'}.` };
  return { ...next, amount: amount === '0' ? key : amount + key };
}

export function pendingReducer(before: Pending, action: PendingAction): Pending {
  switch (action.type) {
    case 'choose':
      return { ...NOTHING, batchId: action.batchId, unit: action.unit };
    case 'unit':
      return { ...before, unit: action.unit };
    case 'key':
      return typed(before, action.key);
    case 'scan': {
      const { batchId, unit, by } = action;
      const isSame = before.batchId === batchId && before.unit === unit && before.isScanned;
      return {
        ...{ batchId, unit, isScanned: true },
        amount: String((isSame ? Number(before.amount) : 0) + by),
      };
    }
  }
}
