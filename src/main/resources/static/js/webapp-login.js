// Camunda's pages show a login form of their own when nobody is logged in, or after signing out. There is one way in:
// loading the page again leads there, and back to this page afterwards.
const lead = () => {
  if (window.location.hash.startsWith('#/login')) {
    window.location.replace(window.location.pathname);
  }
};
window.addEventListener('hashchange', lead);
lead();
