import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { LinkButton } from '../../parts/LinkButton';
import { Code, Tag, Typed } from '../../parts/Text';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { Filters } from './Filters';
import { productsQuery } from './products';
import { StatusTag } from './StatusTag';
import panel from '../../parts/Panel.module.css';

type Answer = Awaited<ReturnType<NonNullable<ReturnType<typeof productsQuery>['queryFn']>>>;
type Product = Extract<Answer, { products: unknown }>['products']['nodes'][0];

/** Products with what is available of each: found by text, by scan, by attributes. */
export default function ProductsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const search = useSearch({ from: '/shell/products' });
  const found = useInfiniteQuery({ ...productsQuery(search), placeholderData: keepPreviousData });
  const { data, error } = found;
  const rows = data?.pages.flatMap((page) => page.products.nodes) ?? [];
  const first = data?.pages[0]?.products;
  const total =
    first && `${first.totalCountIsEstimate ? '≈ ' : ''}${format.number(first.totalCount)}`;
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  const columns: Column<Product>[] = [
    {
      key: 'product',
      title: t`Product`,
      cell: ({ id, name }) => (
        <Link to="/products/$id" params={{ id }}>
          <Typed>{name}</Typed>
        </Link>
      ),
    },
    {
      key: 'sku',
      title: t`SKU`,
      width: '11rem',
      isWide: true,
      cell: ({ sku }) => <Code>{sku}</Code>,
    },
    {
      key: 'status',
      title: t`Status`,
      width: '7rem',
      isWide: true,
      cell: ({ status }) => <StatusTag status={status} />,
    },
    {
      key: 'onHand',
      title: t`On hand`,
      width: '7rem',
      isFigure: true,
      isWide: true,
      cell: ({ onHand }) => format.number(onHand),
    },
    {
      key: 'available',
      title: t`Available`,
      width: '9rem',
      isFigure: true,
      cell: ({ available, baseUnit, reorderPoint }) => (
        <Available {...{ available, baseUnit, reorderPoint }} />
      ),
    },
    {
      key: 'reorder',
      title: t`Reorder at`,
      width: '7rem',
      isFigure: true,
      isWide: true,
      cell: ({ reorderPoint }) => reorderPoint !== null && format.number(reorderPoint),
    },
  ];
  return (
    <Page title={t`Products`} about={total && <Trans>{total} found</Trans>}>
      <Filters search={search} />
      <section
        className={panel.panel}
        style={{ overflow: 'clip' }}
        aria-busy={found.isPlaceholderData}
      >
        {error && !data ? (
          <Failed error={error} retry={() => void found.refetch()} />
        ) : !data ? (
          <Waiting rows={10} />
        ) : rows.length === 0 ? (
          <Notice
            icon="products"
            title={isFiltered ? t`No product matches` : t`There are no products yet`}
            text={
              isFiltered
                ? t`Search for a part of the name or the SKU, or take a filter away.`
                : t`Who may add products brings them in from a file.`
            }
            action={
              !isFiltered &&
              may('createProduct') && (
                <LinkButton to="/import" search={{ kind: 'products' }}>
                  <Trans>Bring a file in</Trans>
                </LinkButton>
              )
            }
          />
        ) : (
          <VirtualTable
            label={t`Products`}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            total={first?.totalCount}
            {...nextOf(found)}
          />
        )}
      </section>
    </Page>
  );
}

/** What can be sold; where it is below the reorder point, in a word and not by the colour alone. */
function Available(props: Pick<Product, 'available' | 'baseUnit' | 'reorderPoint'>) {
  const { available, baseUnit, reorderPoint } = props;
  const { t } = useLingui();
  const format = useFormat();
  const isLow = reorderPoint !== null && available < reorderPoint;
  return (
    <>
      {isLow && <Tag tone={available > 0 ? 'watch' : 'bad'}>{available > 0 ? t`low` : t`out`}</Tag>}{' '}
      {format.number(available)} {baseUnit}
    </>
  );
}
