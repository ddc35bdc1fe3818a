import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import reading from '../../ui/reading.module.css';
import { sectionTitle } from './draft.ts';
import type { SettingsSectionId } from './sections.ts';
import classes from './sync.module.css';

/** The title of a page of settings and what it is for. */
export function PageHead({
  section,
  lead,
  children,
}: {
  readonly section: SettingsSectionId;
  readonly lead: string;
  readonly children?: ReactNode;
}) {
  return (
    <header>
      <div className={reading.head}>
        <Title order={2} className={classes.pageTitle}>
          {sectionTitle(section)}
        </Title>
        <span className={reading.grow} />
        {children}
      </div>
      <p className={reading.lead}>{lead}</p>
    </header>
  );
}

/** Settings that belong together, under a title. */
export function Group({
  title,
  text,
  extra,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={reading.section} aria-labelledby={id}>
      <div className={reading.head}>
        <Title order={3} id={id}>
          {title}
        </Title>
        <span className={reading.grow} />
        {extra}
      </div>
      {text !== undefined && <p className={reading.text}>{text}</p>}
      {children}
    </section>
  );
}
