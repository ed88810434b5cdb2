import { redirect } from 'next/navigation';
import { routes } from '../../_lib/routes.ts';

export default async function EnvironmentHome({ params }: { params: Promise<{ environment: string }> }) {
  redirect(routes.stacks((await params).environment));
}
