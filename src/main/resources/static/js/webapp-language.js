// What Camunda's pages need beside their locale files to speak Chinese throughout.

const DAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'];
const MONTHS = ['一月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '十一月', '十二月'];

// The same choice the pages make: English for an English browser, Chinese for all others.
const english = ((navigator.languages?.[0] ?? navigator.language) || '').toLowerCase().startsWith('en');

// The calendar to choose a date from takes its words from AngularJS.
const nameDays = ($locale, $injector) => {
  Object.assign($locale.DATETIME_FORMATS, {
    AMPMS: ['上午', '下午'],
    DAY: DAYS,
    SHORTDAY: DAYS.map(day => day.replace('星期', '周')),
    MONTH: MONTHS,
    STANDALONEMONTH: MONTHS,
    SHORTMONTH: MONTHS.map((_, month) => `${month + 1}月`),
    // Counted from Monday.
    FIRSTDAYOFWEEK: 0
  });
  if ($injector.has('uibDatepickerConfig')) {
    Object.assign($injector.get('uibDatepickerConfig'), {
      formatDayTitle: 'yyyy年M月',
      formatMonth: 'M月',
      formatMonthTitle: 'yyyy年'
    });
  }
};

// The pages draw themselves while their locale file is still on its way, and what asked too early keeps showing the raw
// key. They look into the browser's storage first, so the file is put there before they start.
const fetchWords = async () => {
  const base = document.querySelector('base');
  const folder = `${base.getAttribute('app-root')}/app/${base.getAttribute('app-name')}/locales/`;
  const language = english ? 'en' : 'zh-CN';
  const response = await fetch(`${folder}${language}.json?bust=${window.bust}`);
  if (response.ok) {
    const kept = JSON.parse(localStorage.getItem('camunda-web') || '{}');
    kept[`${folder}_locales_data_${language}_${window.bust}`] = JSON.stringify(await response.json());
    localStorage.setItem('camunda-web', JSON.stringify(kept));
  }
};

// The form renderer, the diagram viewer and the small calendars know no language but their own. What they write is put
// into Chinese as it appears; nothing a person has entered stands in these places.
const WORDS = {
  'Add new': '添加',
  'All values selected': '已全部选择',
  'Clear': '清除',
  'Click to remove sorting': '点击取消排序',
  'Collapse': '收起',
  'Date and time must both be entered.': '日期和时间须一并填写。',
  'Decrement': '减少',
  'External content couldn\'t be loaded.': '外部内容无法加载。',
  'Field is required.': '此项为必填项。',
  'Field must be a valid  international phone number. (e.g. +4930664040900)': '请填写国际格式的电话号码，如 +8613800000000。',
  'Field must be a valid email.': '电子邮箱格式不正确。',
  'HH': '时',
  'Increment': '增加',
  'MM': '分',
  'Next page': '下一页',
  'No content to show.': '没有可显示的内容。',
  'No results': '没有结果',
  'Nothing to show.': '没有可显示的内容。',
  'Previous page': '上一页',
  'Remove tag': '移除',
  'SS': '秒',
  'Search': '查找',
  'Select': '请选择',
  'Skip to search': '转到查找',
  'Value is not a number.': '请填写数字。',
  'hh:mm': '时:分',
  'hh:mm ?m': '时:分',
  'next': '下一页',
  'previous': '上一页',
  'reset zoom': '恢复原大小',
  'yyyy/mm/dd': '年/月/日',
  'zoom in': '放大',
  'zoom out': '缩小'
};
const SENTENCES = [
  [/^Field must have minimum value of (.+)\.$/, '不得小于 $1。'],
  [/^Field must have maximum value of (.+)\.$/, '不得大于 $1。'],
  [/^Field must have minimum length of (.+)\.$/, '不得少于 $1 个字符。'],
  [/^Field must have maximum length of (.+)\.$/, '不得超过 $1 个字符。'],
  [/^Field must match pattern .+\.$/, '格式不正确。'],
  [/^Click to sort by (.+) ascending$/, '点击按“$1”升序排列'],
  [/^Click to sort by (.+) descending$/, '点击按“$1”降序排列'],
  [/^Expand all \((\d+)\)$/, '展开全部（$1）'],
  [/^Remove list item (\d+)$/, '移除第 $1 项']
];
// Samples that the page to edit one's own profile shows in empty fields.
const SAMPLES = ['Jonny', 'Prosciutto', 'j.prosciutto@acme.org'];
const PLACES = '.fjs-container, .flatpickr-calendar, .uib-daypicker, .uib-monthpicker, .uib-yearpicker';
const ATTRIBUTES = ['title', 'placeholder', 'aria-label'];

const inChinese = text => {
  const words = text.trim();
  const sentence = SENTENCES.find(([pattern]) => pattern.test(words));
  return WORDS[words] ?? (sentence ? words.replace(...sentence) : SAMPLES.includes(words) ? '' : undefined);
};
const translateText = node => {
  const words = node.parentElement?.closest(PLACES) ? inChinese(node.data) : undefined;
  if (words !== undefined && words !== node.data) {
    node.data = words;
  }
};
const translateAttribute = (element, name) => {
  const words = element.hasAttribute(name) ? inChinese(element.getAttribute(name)) : undefined;
  if (words !== undefined) {
    element.setAttribute(name, words);
  }
};
const translateAll = node => {
  if (node.nodeType === Node.TEXT_NODE) {
    translateText(node);
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    ATTRIBUTES.forEach(name => translateAttribute(node, name));
    node.childNodes.forEach(translateAll);
  }
};
const translatePage = () => {
  new MutationObserver(changes =>
    changes.forEach(change => {
      if (change.type === 'childList') {
        change.addedNodes.forEach(translateAll);
      } else if (change.type === 'characterData') {
        translateText(change.target);
      } else {
        translateAttribute(change.target, change.attributeName);
      }
    })
  ).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES });
  translateAll(document.body);
  window.flatpickr?.localize({
    weekdays: { shorthand: DAYS.map(day => day.replace('星期', '')), longhand: DAYS },
    months: { shorthand: MONTHS, longhand: MONTHS },
    firstDayOfWeek: 1,
    yearAriaLabel: '年',
    monthAriaLabel: '月',
    hourAriaLabel: '时',
    minuteAriaLabel: '分'
  });
};

if (!english) {
  window.angular?.module('ng').run(['$locale', '$injector', nameDays]);
  translatePage();
}
await fetchWords();
