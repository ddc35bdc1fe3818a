import { useAsked } from '../../stores/use-asked.ts';
import { Loading } from '../../ui/page-state.tsx';

/** The six links from outside to the inbox as lamps, with their test. */
export function ChainLamps() {
  const { value } = useAsked('reach:chain', undefined, ['reach']);
  if (value === undefined) return <Loading rows={3} />;
  return (
    <ol>
      {value.lamps.map((lamp) => (
        <li key={lamp.link}>{lamp.message}</li>
      ))}
    </ol>
  );
}
