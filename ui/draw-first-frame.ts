import { createServer } from 'vite';

/** The page as HTML, as `src/first-frame.ts` draws it. */
export async function drawFirstFrame(): Promise<string> {
  const server = await createServer({ server: { middlewareMode: true, ws: false }, appType: 'custom', logLevel: 'error' });
  try {
    const { firstFrame } = await server.ssrLoadModule('/src/first-frame.ts');
    return firstFrame();
  } finally {
    await server.close();
  }
}
