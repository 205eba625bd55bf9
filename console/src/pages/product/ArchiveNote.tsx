import { Trans } from '@lingui/react/macro';
import { useFormat } from '../../format';

/** Says why the movements listed behind a figure may be fewer than those that it is made of. */
export function ArchiveNote({ until }: { until: string }) {
  const format = useFormat();
  return (
    <p>
      <Trans>
        Movements up to {format.day(until)} are in an archive: they are part of each figure, and are
        not listed behind it.
      </Trans>
    </p>
  );
}
