import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Row } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import type { Broken } from './verify';

/** A chain that does not verify: what is wrong, of which batch and where. */
export function BrokenRow({ broken }: { broken: Broken }) {
  const { batchId, batch, location, locationId } = broken;
  return (
    <Row
      title={<What broken={broken} />}
      about={
        <>
          {batch && (
            <>
              <Typed>{batch.product.name}</Typed>,{' '}
            </>
          )}
          <Trans>
            batch{' '}
            <Link to="/batches/$id" params={{ id: batchId }}>
              <Typed>{batch?.batchNumber ?? batchId}</Typed>
            </Link>{' '}
            at <Typed>{location?.code ?? locationId}</Typed>
          </Trans>
        </>
      }
    />
  );
}

/** The first movement that is wrong, with what is stored and what was computed. */
function What({ broken: { sequence, movementId, figure, stored, computed } }: { broken: Broken }) {
  const format = useFormat();
  const place = format.number(sequence);
  if (figure === 'SEQUENCE' && movementId === null) {
    return (
      <Trans>
        Movement {place} is missing: the ledger ends at {format.number(+stored)}, the stock counts{' '}
        {format.number(+computed)} movements
      </Trans>
    );
  }
  if (figure === 'SEQUENCE') {
    return (
      <Trans>
        Movement {format.number(+computed)} is missing: the next one stored is{' '}
        {format.number(+stored)}
      </Trans>
    );
  }
  if (figure === 'BALANCE') {
    return (
      <Trans>
        Movement {place} does not follow: the balance stored is {format.number(+stored)}, computed{' '}
        {format.number(+computed)}
      </Trans>
    );
  }
  return (
    <Trans>
      Movement {place} was changed: the hash stored is <Short>{stored}</Short>, computed from the
      row <Short>{computed}</Short>
    </Trans>
  );
}

const Short = ({ children }: { children: string }) => (
  <span title={children}>
    <Code>{children.slice(0, 12)}</Code>
  </span>
);
