// Loaded by Camunda's Tasklist, Cockpit, Admin and Welcome.
const root = document.querySelector('base').getAttribute('app-root').replace(/\/camunda$/, '');

// Camunda's pages show a login form of their own when nobody is logged in, or after signing out. There is one way in:
// loading the page again leads there, and back to this page afterwards.
const lead = () => {
  if (window.location.hash.startsWith('#/login')) {
    window.location.replace(window.location.pathname);
  }
};
window.addEventListener('hashchange', lead);
lead();

// The demonstration names itself on every page, on these as well.
fetch(root + '/api/demonstration', { headers: { 'X-Requested-With': 'XMLHttpRequest' } })
  .then((answer) => (answer.ok ? answer.json() : { active: false }))
  .then((demonstration) => {
    if (demonstration.active) {
      const label = document.createElement('div');
      label.setAttribute('role', 'note');
      label.textContent = demonstration.label;
      label.style.cssText =
        'position:fixed;bottom:0;left:50%;transform:translateX(-50%);z-index:2000;padding:2px 16px;' +
        'background:#ffc107;color:#212529;font-weight:600;pointer-events:none';
      document.body.appendChild(label);
    }
  });
