export default {
  // Relative to this application's folder: /js/webapp-login.js, the same for all of them.
  customScripts: ['../../../js/webapp-login']
};
