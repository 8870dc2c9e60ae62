import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds src/fleet-view to out/fleet-view: hashed files and no inline script, as the collector's security policy wants. */
export default defineConfig({
  root: fileURLToPath(new URL('./src/fleet-view', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('./out/fleet-view', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // A data: address would need its own exception in the security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
});
