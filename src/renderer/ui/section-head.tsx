import { Title } from '@mantine/core';
import reading from './reading.module.css';

/** The head of a page of settings about the house: its name, and in a sentence what it is for. */
export function SectionHead({ title, lead }: { readonly title: string; readonly lead: string }) {
  return (
    <>
      <Title order={2}>{title}</Title>
      <p className={reading.lead}>{lead}</p>
    </>
  );
}
