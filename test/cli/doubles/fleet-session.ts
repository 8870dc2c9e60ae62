import { expect } from 'vitest';

/** Signs in by the one-time link; the answer asks the fleet API with the session's cookie, as the fleet view does. */
export async function signIn(signInLink: string): Promise<(path: string) => Promise<unknown>> {
  const link = new URL(signInLink);
  const token = new URLSearchParams(link.hash.slice(1)).get('token');
  const signedIn = await fetch(new URL('/v1/session', link), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: link.origin },
    body: JSON.stringify({ token }),
  });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return async (path) => {
    const answer = await fetch(new URL(path, link), { headers: { cookie } });
    expect(answer.status).toBe(200);
    return answer.json();
  };
}
