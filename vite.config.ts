import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Two builds: `vite build` for the browser, `vite build --ssr client/document.tsx` for the server.
export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [react()],
  appType: 'custom',
  publicDir: isSsrBuild ? false : 'client/static',
  build: {
    outDir: isSsrBuild ? 'dist/server' : 'dist/client',
    manifest: !isSsrBuild,
    emptyOutDir: true,
    target: 'es2023',
    ...(!isSsrBuild && { rolldownOptions: { input: 'client/browser.tsx' } }),
    // Fonts stay files: a data: address would need a weaker content security policy.
    assetsInlineLimit: 0,
  },
  ssr: command === 'build' ? { noExternal: true } : {},
  // Vite settles it for the browser; on the server React would ask at each start, and renders slowly where NODE_ENV is not set.
  define: command === 'build' ? { 'process.env.NODE_ENV': '"production"' } : {},
}))
