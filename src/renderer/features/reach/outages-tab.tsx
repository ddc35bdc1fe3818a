import { useAsked } from '../../stores/use-asked.ts';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';

/** When changes did not arrive by themselves, newest first. */
export function OutagesTab() {
  const { value, error, again } = useAsked('reach:outages', { limit: 200 }, ['reach']);
  if (value === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  return (
    <div className={reading.page}>
      <ul>
        {value.map((outage) => (
          <li key={outage.id}>{outage.why}</li>
        ))}
      </ul>
    </div>
  );
}
