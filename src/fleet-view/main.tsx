import '../ui/zod-without-eval.ts';
import { createRoot } from 'react-dom/client';
import { createFleetApi } from './api/fleet-api.ts';
import { createQueryClient } from './api/fleet-queries.ts';
import { App } from './app.tsx';
import { takeSignInToken } from './session/take-sign-in-token.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
// Before anything is drawn or asked, so that the token is gone from the address whatever happens next.
const firstToken = takeSignInToken(window.location, window.history);
const api = createFleetApi((input, init) => fetch(input, init));
createRoot(root).render(<App api={api} client={createQueryClient()} firstToken={firstToken} />);
