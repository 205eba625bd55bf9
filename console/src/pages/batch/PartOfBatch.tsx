import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Panel } from '../../parts/Panel';
import { PartLedger } from '../product/Ledger';
import { usePartNames } from '../product/part-names';
import { batchPartQuery } from '../product/product';
import type { Part } from '../product/search';

/** The movements of a batch that one term of its equation is made of. */
export function PartOfBatch({ id, part }: { id: string; part: Part }) {
  const { t } = useLingui();
  const names = usePartNames();
  return (
    <Panel
      icon="count"
      title={t`Movements: ${names[part]}`}
      more={
        <Link to="/batches/$id" params={{ id }} search={{}} resetScroll={false}>
          <Trans>Show every movement</Trans>
        </Link>
      }
    >
      <PartLedger of={useInfiniteQuery(batchPartQuery(id, part))} />
    </Panel>
  );
}
