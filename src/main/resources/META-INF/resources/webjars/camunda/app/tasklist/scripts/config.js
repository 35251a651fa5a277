export default {
  // Relative to this application's folder: /js/webapps.js, the same for all of them.
  customScripts: ['../../../js/webapps']
};
