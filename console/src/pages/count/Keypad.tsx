import { useLingui } from '@lingui/react/macro';
import classes from './Entry.module.css';

const KEYS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '.', '0', 'Backspace'] as const;

/** Digits that a thumb meets. It takes no focus, so that a scanner is heard after it. */
export function Keypad({ disabled, onKey }: { disabled: boolean; onKey: (key: string) => void }) {
  const { t } = useLingui();
  const nameOf = (key: string) =>
    key === 'Backspace' ? t`Delete the last digit` : key === '.' ? t`Decimal point` : undefined;
  return (
    <div className={classes.keypad} role="group" aria-label={t`Digits`}>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          disabled={disabled}
          aria-label={nameOf(key)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onKey(key)}
        >
          {key === 'Backspace' ? '⌫' : key}
        </button>
      ))}
    </div>
  );
}
