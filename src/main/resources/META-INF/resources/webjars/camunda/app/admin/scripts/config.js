export default {
  app: {
    name: '系统管理',
    vendor: '民情'
  },

  // The first language the browser asks for is looked up here without its region ("zh"),
  // so Chinese is reached through the fallback.
  locales: {
    availableLocales: ['zh-CN', 'en'],
    fallbackLocale: 'zh-CN'
  },

  // Relative to this application's folder: the scripts in /js, the same for all of them.
  customScripts: ['../../../js/webapps', '../../../js/webapp-language']
};
