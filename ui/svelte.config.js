/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  compilerOptions: {
    runes: true,
    // Short class names: 'svelte-' and six letters stand several hundred times in the bundle.
    cssHash: ({ hash, css }) => 's' + hash(css).slice(0, 4),
  },
};
