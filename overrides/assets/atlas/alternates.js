// The theme's script reads the sitemap beside every <link rel="alternate"> it finds when the page
// is ready. Ours are absolute, so that would ask addresses that do not exist, or another host. It
// finds none: they step aside until the page has loaded. Modules run before the page is ready.

const links = document.querySelectorAll("link[rel=alternate]");
for (const link of links) link.setAttribute("rel", "alternate-aside");
window.addEventListener("load", () => {
  for (const link of links) link.setAttribute("rel", "alternate");
});
