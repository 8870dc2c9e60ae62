import { words } from '../words.en.ts';
import { PageHeading } from './page-heading.tsx';
import { TextLink } from './text-link.tsx';

/** An address that leads nowhere, with the way back. */
export function NotFoundPage() {
  return (
    <>
      <PageHeading title={words.notFound.title} />
      <TextLink to="/">{words.notFound.back}</TextLink>
    </>
  );
}
