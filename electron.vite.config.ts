import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { readCatalogueFolder } from './src/platform/catalogue/read-catalogue.ts';

const migrationsDir = join(import.meta.dirname, 'src/collector/store/migrations');

/** The collector reads its SQL migrations from a folder beside its own file. */
function withMigrations(): Plugin {
  return {
    name: 'keyready-migrations',
    generateBundle() {
      for (const name of readdirSync(migrationsDir).filter((file) => file.endsWith('.sql'))) {
        const source = readFileSync(join(migrationsDir, name), 'utf8');
        this.emitFile({ type: 'asset', fileName: `migrations/${name}`, source });
      }
    },
  };
}

/** The catalogue in one file, checked now, so that a scan needs no reader of YAML for it. */
function withCatalogue(): Plugin {
  return {
    name: 'keyready-catalogue',
    async generateBundle() {
      const catalogue = await readCatalogueFolder(join(import.meta.dirname, 'policy/catalogue'));
      this.emitFile({ type: 'asset', fileName: 'catalogue.json', source: JSON.stringify(catalogue) });
    },
  };
}

/**
 * Builds the three parts of the Electron app into out/. Packages stay outside the bundles of main (electron-builder
 * packs them; native ones must keep their files) but for those that every scan needs, which start faster and smaller
 * inside. Preload and renderer, which have no node_modules, have all inside.
 */
export default defineConfig({
  main: {
    plugins: [withMigrations(), withCatalogue()],
    build: {
      outDir: 'out/main',
      externalizeDeps: {
        exclude: [
          'zod',
          'yaml',
          'commander',
          'compare-versions',
          'p-retry',
          'env-paths',
          'picocolors',
          'cborg',
          'jose',
          'sax',
        ],
      },
      rollupOptions: {
        input: {
          main: 'src/main/main.ts',
          // Started as a process of its own for each probe, hence a file of its own.
          'probe-host': 'src/agent/probe-host/host-main.ts',
          'key-list-host': 'src/agent/key-list-host/host-main.ts',
          keyready: 'src/cli/keyready.ts',
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Beside the entries, so that `../../` from any file means the package's root, as it does in src/.
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload cannot import: one CommonJS file with everything inside.
      externalizeDeps: false,
      minify: true,
      rollupOptions: {
        input: { preload: 'src/preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      // electron-vite leaves the renderer unminified by default: twice the bytes to read at each start.
      minify: true,
      rollupOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
});
