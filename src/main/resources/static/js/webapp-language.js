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

if (!english) {
  window.angular?.module('ng').run(['$locale', '$injector', nameDays]);
}
await fetchWords();
