import { Button } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../../parts/Dialog';
import { Notice } from '../../../states/Notice';
import { Failed, Shown } from '../../../states/states';
import { useApply } from './apply';
import { planOf, wrongOf, type Planned, type Wanted } from './changes';
import { chosenQuery, type Chosen } from './chosen';
import { Preview } from './Preview';
import { ToSet } from './ToSet';

const NOTHING = { status: 'ARCHIVED', reorderPoint: '', name: '', value: '' } as const;

type Listed = readonly { readonly id: string; readonly sku: string }[];

/** Sets one thing of many products: each is shown before and after, and exactly that is written. */
export default function BulkEditDialog(props: { chosen: Listed; onClose: () => void }) {
  const { t } = useLingui();
  const [opened] = useState(() => crypto.randomUUID());
  const [chosen] = useState(props.chosen);
  const [isRunning, setRunning] = useState(false);
  const products = useQuery(chosenQuery(opened, chosen));
  return (
    <Dialog
      isForm
      size="xl"
      title={t`Edit products`}
      onClose={isRunning ? undefined : props.onClose}
    >
      <Shown of={products} rows={4}>
        {(found) => (
          <Editing
            products={found}
            missing={chosen.length - found.length}
            setRunning={setRunning}
            onClose={props.onClose}
          />
        )}
      </Shown>
    </Dialog>
  );
}

function Editing(props: {
  products: readonly Chosen[];
  missing: number;
  setRunning: (isRunning: boolean) => void;
  onClose: () => void;
}) {
  const { products, missing, setRunning, onClose } = props;
  const { t } = useLingui();
  const [wanted, setWanted] = useState<Wanted>({ field: 'status', ...NOTHING });
  const { became, isRunning, stopped, apply } = useApply();
  /** What was shown when the button was pressed; from then on it stays as it is. */
  const [begun, setBegun] = useState<readonly Planned[]>();
  const isWrong = wrongOf(wanted) !== undefined;
  const rows = begun ?? (isWrong ? [] : products.map((product) => planOf(wanted, product)));
  const toChange = rows.filter(({ input }) => input).length;
  const same = rows.length - toChange;
  const count = (state: string) =>
    [...became.values()].filter((each) => each.state === state).length;
  const [written, refused] = [count('written'), count('refused')];
  const left = toChange - written - refused;
  const start = async () => {
    setBegun(rows);
    setRunning(true);
    await apply(wanted, rows);
    setRunning(false);
  };
  return (
    <>
      {missing > 0 && (
        <Notice
          icon="alarm"
          title={
            <Plural value={missing} one="# product is not here" other="# products are not here" />
          }
          text={t`The SKU has changed since the list was read. Close this and choose again.`}
        />
      )}
      <ToSet
        wanted={wanted}
        isDisabled={begun !== undefined}
        change={(changed) => setWanted({ ...wanted, ...changed })}
      />
      {rows.length > 0 && <Preview field={wanted.field} rows={rows} became={became} />}
      <p role="status">
        {begun ? (
          <Trans>
            Changed: {written} · refused: {refused} · to come: {left}
          </Trans>
        ) : (
          rows.length > 0 && (
            <Trans>
              To change: {toChange} · as they are: {same}
            </Trans>
          )
        )}
      </p>
      {stopped !== undefined && <Failed error={stopped} />}
      {begun && left === 0 ? (
        <Button data-autofocus onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      ) : (
        <Button loading={isRunning} disabled={toChange === 0} onClick={() => void start()}>
          {begun ? (
            <Trans>Go on</Trans>
          ) : (
            <Plural value={toChange} one="Change # product" other="Change # products" />
          )}
        </Button>
      )}
    </>
  );
}
