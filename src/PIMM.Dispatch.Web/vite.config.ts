import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where the host of a developer listens; `npm run dev` sends the API and the hub there. */
const hostUrl = process.env['PIMM_HOST_URL'] ?? 'http://127.0.0.1:5080';

export { config as default };

const config = defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    // The content security policy of the host allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'mantine', test: /node_modules[\\/](@mantine|@floating-ui)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': { target: hostUrl, changeOrigin: true },
      '/hubs': { target: hostUrl, changeOrigin: true, ws: true },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
});
