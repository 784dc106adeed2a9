import '@mantine/core/styles.css';
import './ui/tokens.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './router';
import { TextScope } from './texts/TextScope';
import { startLanguage } from './texts/language';
import { useAppearance } from './ui/appearance';
import { theme } from './ui/theme';

const queries = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: true, retry: 1 } } });

/**
 * Mantine injects no style element here: its variables are in tokens.css, so that the policy can forbid
 * them.
 */
function App() {
  const appearance = useAppearance();
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={appearance === 'light' ? 'light' : 'dark'}
      withCssVariables={false}
      withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <TextScope>
          <RouterProvider router={router} />
        </TextScope>
      </QueryClientProvider>
    </MantineProvider>
  );
}

async function start(): Promise<void> {
  await startLanguage();
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root.');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();
