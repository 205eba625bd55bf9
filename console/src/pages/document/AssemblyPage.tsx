import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { Asked } from './Asked';
import { assemblyQuery, type Assembly } from './document';
import { By, DocumentFrame } from './DocumentFrame';
import { MovementRows } from './DocumentMovements';
import { AssemblyTag } from './tags';

/** Sets that were put together: the parts that they took, and the batch that they came in as. */
export default function AssemblyPage() {
  const { id } = useParams({ from: '/shell/assemblies/$id' });
  return (
    <Asked of={useQuery(assemblyQuery(id))} document={({ assembly }) => assembly}>
      {(assembly) => <Shown assembly={assembly} />}
    </Asked>
  );
}

function Shown({ assembly }: { assembly: Assembly }) {
  const { t } = useLingui();
  const format = useFormat();
  const { id, status, actor, product, batch, quantity, partsCost, parts, movements } = assembly;
  const { voidedBy, voidedAt } = assembly;
  return (
    <DocumentFrame
      id={id}
      title={t`Assembly …${id.slice(-6)}`}
      status={<AssemblyTag status={status} />}
      facts={[
        [
          t`Sets`,
          <>
            {format.number(quantity)} {product.baseUnit}{' '}
            <Link to="/products/$id" params={{ id: product.id }}>
              <Typed>{product.name}</Typed>
            </Link>
          </>,
        ],
        [
          t`Lot`,
          <Link key="lot" to="/batches/$id" params={{ id: batch.id }}>
            <Typed>{batch.batchNumber}</Typed>
          </Link>,
        ],
        [t`Business day`, format.day(assembly.businessDate)],
        [t`Place`, <bdi key="place">{assembly.location.name}</bdi>],
        [t`Written by`, <By key="by" who={actor} when={format.time(assembly.createdAt)} />],
        [t`Cost of the parts`, partsCost && format.money(partsCost)],
        [
          t`Voided by`,
          voidedBy && (
            <By key="void" who={voidedBy} when={voidedAt ? format.time(voidedAt) : undefined} />
          ),
        ],
      ]}
      reason={assembly.voidReason}
    >
      <Panel icon="products" title={t`Parts`} count={format.number(parts.length)}>
        <Rows>
          {parts.map((part) => (
            <PartLine key={part.product.id} part={part} />
          ))}
        </Rows>
      </Panel>
      <Panel icon="history" title={t`Movements`} count={format.number(movements.length)}>
        <MovementRows rows={movements} />
      </Panel>
    </DocumentFrame>
  );
}

/** A part, and the batches that it was taken from. */
function PartLine({ part }: { part: Assembly['parts'][0] }) {
  const format = useFormat();
  const { product, quantity, allocations } = part;
  return (
    <Row
      title={
        <Link to="/products/$id" params={{ id: product.id }}>
          <Typed>{product.name}</Typed>
        </Link>
      }
      about={
        <>
          <Code>{product.sku}</Code>
          {allocations.map(({ batch, quantity: taken }) => (
            <div key={batch.id}>
              <Trans>
                {format.number(taken)} {product.baseUnit} from lot{' '}
                <Link to="/batches/$id" params={{ id: batch.id }}>
                  <Code>{batch.batchNumber}</Code>
                </Link>
              </Trans>
            </div>
          ))}
        </>
      }
      end={`${format.number(quantity)} ${product.baseUnit}`}
    />
  );
}
