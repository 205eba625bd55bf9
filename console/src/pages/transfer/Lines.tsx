import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import type { Transfer } from './transfer';
import classes from './TransferPage.module.css';

type Line = Transfer['lines'][0];

/** The lines: how much, where it is now, and of which batches. */
export function Lines({ transfer: { lines } }: { transfer: Transfer }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Panel icon="transfer" title={t`Lines`} count={format.number(lines.length)}>
      <Rows>
        {lines.map((line) => (
          <Row
            key={line.id}
            title={
              <Link to="/products/$id" params={{ id: line.product.id }}>
                <Typed>{line.product.name}</Typed>
              </Link>
            }
            about={<Sources line={line} />}
            end={`${format.number(line.quantity)} ${line.product.baseUnit}`}
            below={<Where line={line} />}
          />
        ))}
      </Rows>
    </Panel>
  );
}

/** The batches of a line: those that were sent, before that the one that was asked for. */
function Sources({ line }: { line: Line }) {
  const format = useFormat();
  const { product, batch, allocations } = line;
  return (
    <>
      <Code>{product.sku}</Code>
      {batch && allocations.length === 0 && (
        <>
          {' · '}
          <Trans>
            lot <Code>{batch.batchNumber}</Code>
          </Trans>
        </>
      )}
      {allocations.map(({ batch: { id, batchNumber }, quantity }) => (
        <div key={id}>
          <Trans>
            {format.number(quantity)} {product.baseUnit} from lot <Code>{batchNumber}</Code>
          </Trans>
        </div>
      ))}
      <Track line={line} />
    </>
  );
}

/** Where the goods of a line are, in figures. */
function Where({ line }: { line: Line }) {
  const format = useFormat();
  const { inTransitQuantity, receivedQuantity, lostQuantity, returnedQuantity } = line;
  return (
    <>
      {receivedQuantity > 0 && (
        <div>
          <Trans>{format.number(receivedQuantity)} arrived</Trans>
        </div>
      )}
      {inTransitQuantity > 0 && (
        <div>
          <Trans>{format.number(inTransitQuantity)} on the way</Trans>
        </div>
      )}
      {lostQuantity > 0 && (
        <div>
          <Trans>{format.number(lostQuantity)} lost</Trans>
        </div>
      )}
      {returnedQuantity > 0 && (
        <div>
          <Trans>{format.number(returnedQuantity)} returned</Trans>
        </div>
      )}
    </>
  );
}

/** The same drawn as shares of the line. */
function Track({ line }: { line: Line }) {
  const { quantity, inTransitQuantity, receivedQuantity, lostQuantity, returnedQuantity } = line;
  const parts = [
    [classes.arrived, receivedQuantity],
    [classes.way, inTransitQuantity],
    [classes.lost, lostQuantity],
    [classes.returned, returnedQuantity],
  ] as const;
  if (parts.every(([, part]) => part === 0)) return null;
  return (
    <div className={classes.track} aria-hidden="true">
      {parts.map(([name, part]) => (
        <i key={name} className={name} style={{ width: `${(100 * part) / quantity}%` }} />
      ))}
    </div>
  );
}
