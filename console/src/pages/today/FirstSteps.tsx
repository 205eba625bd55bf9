import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '../../session/session';
import { hideFor, isHiddenFor } from './hidden';
import { firstStepsQuery } from './today';

const Steps = lazy(() => import('./Steps'));

/** The way from an empty tenant to its first sale. After that, or hidden, nothing is loaded of it. */
export function FirstSteps() {
  const { data } = useQuery(firstStepsQuery);
  const { owner } = useMe();
  const [isHidden, setHidden] = useState(() => isHiddenFor(owner));
  if (isHidden || !data || data.sales.nodes.length > 0) return null;
  const hide = () => {
    hideFor(owner);
    setHidden(true);
  };
  return (
    <Suspense>
      <Steps done={data} onHide={hide} />
    </Suspense>
  );
}
