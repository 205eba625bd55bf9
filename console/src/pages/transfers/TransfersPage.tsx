import '@mantine/core/styles/Input.css';
import { Button, NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { usePlaces } from '../../forms/places';
import { Outcome } from '../../forms/Outcome';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Failed, Waiting } from '../../states/states';
import { useCardKeys } from './card-keys';
import { Column } from './Column';
import { TransferCard } from './TransferCard';
import { boardQuery, type Transfer } from './transfers';
import { useMove } from './move';
import classes from './TransfersPage.module.css';

/** Transfers by what comes next: approve, send, take in. The last of those that have arrived. */
export default function TransfersPage() {
  const { t } = useLingui();
  const { may } = useMe();
  const navigate = useNavigate();
  const { place } = useSearch({ from: '/shell/transfers' });
  const { places } = usePlaces();
  const { data, error, refetch } = useQuery({
    ...boardQuery(place),
    placeholderData: keepPreviousData,
  });
  const move = useMove();
  useCardKeys();
  const cards = (transfers: readonly Transfer[]) =>
    transfers.map((each) => (
      <TransferCard key={each.id} transfer={each} move={(what) => move.start(each.id, what)} />
    ));
  const onTheWay =
    data &&
    [...data.dispatched.nodes, ...data.partial.nodes].sort((one, other) =>
      one.dispatchedAt! < other.dispatchedAt! ? -1 : 1,
    );
  return (
    <Page
      title={t`Transfers`}
      actions={
        <>
          <NativeSelect
            aria-label={t`Place`}
            value={place ?? ''}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ to: '/transfers', search: { place: value || undefined } })
            }
            data={[
              { value: '', label: t`All places` },
              ...places.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
          {may('requestTransfer') && (
            <Button component={Link} to="/transfers/new">
              <Trans>New transfer</Trans>
            </Button>
          )}
        </>
      }
    >
      <Outcome {...move.outcome} />
      {error && !data ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Waiting rows={8} />
      ) : (
        <div className={classes.board}>
          <Column
            title={t`Requested`}
            count={data.requested.totalCount}
            empty={t`Nothing waits for approval`}
          >
            {cards(data.requested.nodes)}
          </Column>
          <Column
            title={t`Approved`}
            count={data.approved.totalCount}
            empty={t`Nothing waits to be sent`}
          >
            {cards(data.approved.nodes)}
          </Column>
          <Column
            title={t`On the way`}
            count={data.dispatched.totalCount + data.partial.totalCount}
            empty={t`Nothing is on its way`}
          >
            {cards(onTheWay ?? [])}
          </Column>
          <Column
            title={t`Arrived`}
            count={data.fulfilled.totalCount}
            empty={t`Nothing has arrived`}
          >
            {cards(data.fulfilled.nodes)}
          </Column>
        </div>
      )}
    </Page>
  );
}
