import '@mantine/core/styles/Input.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactElement } from 'react';
import { useFormat } from '../../format';
import { unitsOf } from '../../forms/lines';
import { Typed } from '../../parts/Text';
import type { Transfer } from './transfer';
import classes from './TransferPage.module.css';

/** How much of a line has come, as it is being typed. */
export interface Came {
  readonly amount: string;
  readonly unit: string;
}

/** A line that is on its way, and how much of it has come. */
export function ArrivalLine(props: {
  line: Transfer['lines'][0];
  came: Came;
  error: ReactElement | undefined;
  change: (changed: Partial<Came>) => void;
}) {
  const { line, came, error, change } = props;
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div className={classes.line}>
      <div className={classes.what}>
        <Typed lines={2}>{line.product.name}</Typed>
        <small>
          <Trans>
            {format.number(line.inTransitQuantity)} {line.product.baseUnit} on the way
          </Trans>
        </small>
      </div>
      <div className={classes.fields}>
        <TextInput
          w="8rem"
          label={t`Arrived`}
          inputMode="decimal"
          value={came.amount}
          error={error}
          onChange={(event) => change({ amount: event.currentTarget.value })}
          onFocus={(event) => event.currentTarget.select()}
        />
        <NativeSelect
          w="7rem"
          label={t`Unit`}
          value={came.unit}
          data={unitsOf(line.product)}
          onChange={(event) => change({ unit: event.currentTarget.value })}
        />
      </div>
    </div>
  );
}
