// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLanguage } from '../../texts/language';
import { SignInPage } from './SignInPage';

function show(expired = false) {
  render(
    <MantineProvider env="test" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={new QueryClient()}>
        <SignInPage expired={expired} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

function signIn(user: string, password: string) {
  fireEvent.change(screen.getByTestId('sign-in-user'), { target: { value: user } });
  fireEvent.change(screen.getByTestId('sign-in-password'), { target: { value: password } });
  fireEvent.click(screen.getByTestId('sign-in-submit'));
}

const answering = (status: number) => {
  const fetched = vi.fn().mockResolvedValue(new Response(status === 204 ? null : '{}', { status }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
};

describe('signing in', () => {
  beforeAll(startLanguage);
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('sends the name without blanks, and the password as it is', async () => {
    const fetched = answering(204);
    show();
    signIn(' radiologue1 ', ' demo');
    await vi.waitFor(() => expect(fetched).toHaveBeenCalled());
    const [path, init] = fetched.mock.calls[0] as [string, RequestInit];
    expect(path).toBe('/api/session');
    expect(JSON.parse(String(init.body))).toEqual({ user: 'radiologue1', password: ' demo', code: null });
  });

  const failures: readonly (readonly [number, string])[] = [
    [401, 'Identifiant ou mot de passe incorrect.'],
    [429, 'Trop d’essais. Attendez une minute avant de recommencer.'],
    [503, 'Connexion impossible (503). Réessayez ou appelez la coordination.'],
  ];
  it.each(failures)('says plainly what %i means', async (status, words) => {
    answering(status);
    show();
    signIn('radiologue1', 'faux');
    expect((await screen.findByTestId('sign-in-failure')).textContent).toContain(words);
  });

  it('says so when no answer comes at all', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('network')));
    show();
    signIn('radiologue1', 'demo');
    expect((await screen.findByTestId('sign-in-failure')).textContent).toContain('Le serveur ne répond pas');
  });

  it('asks for both before it asks the server', async () => {
    const fetched = answering(204);
    show();
    signIn('radiologue1', '');
    expect((await screen.findByTestId('sign-in-failure')).textContent).toContain('Renseignez');
    expect(fetched).not.toHaveBeenCalled();
  });

  it('says that drafts are kept when the session has expired', () => {
    show(true);
    expect(screen.getByRole('status').textContent).toContain('brouillons sont conservés');
  });
});
