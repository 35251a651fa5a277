export default {
  app: {
    name: '任务列表',
    vendor: '民情'
  },

  // The first language the browser asks for is looked up here without its region ("zh"),
  // so Chinese is reached through the fallback.
  locales: {
    availableLocales: ['zh-CN', 'en'],
    fallbackLocale: 'zh-CN'
  },

  // Relative to this application's folder: the scripts in /js, the same for all of them.
  customScripts: ['../../../js/webapps', '../../../js/webapp-language'],

  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: '认领当前所选任务'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: '定位到列表中的第一个筛选器'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: '定位到列表中的第一项任务'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: '定位到任务表单的第一个输入项'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: '打开“启动流程”对话框'
    }
  }
};
