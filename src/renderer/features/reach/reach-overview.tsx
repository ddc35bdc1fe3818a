import { useApp } from '../../stores/app-store.ts';
import { Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { ChainLamps } from './chain-lamps.tsx';

/** How changes arrive now, the chain, and the health of what is registered. */
export function ReachOverview() {
  const status = useApp((state) => state.status);
  if (status === null) return <Loading />;
  return (
    <div className={reading.page}>
      <p>{status.intake.message}</p>
      <ChainLamps />
    </div>
  );
}
