import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import type { SELL } from './queries';

/** What was sold, and from which batches it was taken. */
export function Sold({ sale }: { sale: ResultOf<typeof SELL>['recordSale'] }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div role="status" style={{ maxWidth: '60rem', marginTop: '1rem' }}>
      <Panel
        icon="check"
        title={t`Sold: ${sale.receiptNumber}`}
        more={
          <Link to="/sales/$id" params={{ id: sale.id }}>
            <Trans>See the sale</Trans>
          </Link>
        }
      >
        <Rows>
          {sale.lines.map(({ id, product, quantity, allocations }) => (
            <Row
              key={id}
              title={<Typed>{product.name}</Typed>}
              about={allocations.map(({ batch, quantity: taken }) => (
                <div key={batch.id}>
                  <Trans>
                    {format.number(taken)} {product.baseUnit} from lot{' '}
                    <Code>{batch.batchNumber}</Code>
                  </Trans>
                  {batch.expiryDate !== null && `, ${t`expires ${format.day(batch.expiryDate)}`}`}
                </div>
              ))}
              end={`${format.number(quantity)} ${product.baseUnit}`}
            />
          ))}
        </Rows>
      </Panel>
    </div>
  );
}
