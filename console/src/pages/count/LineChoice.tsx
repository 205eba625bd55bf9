import '../../parts/modal';
import { Modal } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Code } from '../../parts/Text';
import type { Counting } from './count';
import classes from './CountPage.module.css';

/** Which lot was scanned, where the code does not say it. */
export function LineChoice(props: {
  from: readonly Counting[];
  onChoose: (counting: Counting) => void;
  onClose: () => void;
}) {
  const { from, onChoose, onClose } = props;
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Which lot?`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <ul className={classes.choice}>
        {from.map((counting, at) => {
          const { id, batchNumber, expiryDate } = counting.line.batch;
          return (
            <li key={id}>
              <button
                type="button"
                data-autofocus={at === 0 || undefined}
                onClick={() => onChoose(counting)}
              >
                <Code>{batchNumber}</Code>
                {expiryDate && <small>{t`expires ${format.day(expiryDate)}`}</small>}
              </button>
            </li>
          );
        })}
      </ul>
    </Modal>
  );
}
