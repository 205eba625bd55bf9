import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { firstStepsQuery } from './today';

const Steps = lazy(() => import('./Steps'));

/** Kept until the window is closed or the person signs out. */
const HIDDEN = 'bincard.first-steps';

/** The way from an empty tenant to its first sale. After that, or hidden, nothing is loaded of it. */
export function FirstSteps() {
  const { data } = useQuery(firstStepsQuery);
  const [isHidden, setHidden] = useState(() => sessionStorage.getItem(HIDDEN) === 'hidden');
  if (isHidden || !data || data.sales.nodes.length > 0) return null;
  const hide = () => {
    sessionStorage.setItem(HIDDEN, 'hidden');
    setHidden(true);
  };
  return (
    <Suspense>
      <Steps done={data} onHide={hide} />
    </Suspense>
  );
}
