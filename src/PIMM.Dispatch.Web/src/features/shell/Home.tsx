import { Navigate } from '@tanstack/react-router';
import { NoRight } from './NoRight';
import { usualPath, useHere } from '../session/useSession';

/** Each role has its own first page. */
export function Home() {
  const { session } = useHere();
  const path = usualPath(session);
  return path === null ? <NoRight /> : <Navigate to={path} search={(before) => before} replace />;
}
