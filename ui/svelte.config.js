/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  compilerOptions: {
    runes: true,
    // Short class names: the default 'svelte-' plus six letters occurs several hundred times in the bundle.
    cssHash: ({ hash, css }) => 's' + hash(css).slice(0, 4),
  },
};
