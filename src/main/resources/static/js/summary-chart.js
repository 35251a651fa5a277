// Draws the year's chart from the table below it: without script, or without figures, the table says it all.
(function () {
  "use strict";
  const place = document.getElementById("summary-chart");
  const table = document.getElementById("summary-chart-data");
  if (!place || !table || !window.echarts) return;
  const heads = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
  const rows = [...table.tBodies[0].rows];
  if (rows.length === 0) return;
  const months = rows.map((row) => row.cells[0].textContent);
  place.style.height = "20rem";
  place.style.display = "block";
  const chart = window.echarts.init(place, null, { renderer: "svg" });
  chart.setOption({
    animation: false,
    tooltip: { trigger: "axis" },
    legend: { type: "scroll", top: 0 },
    grid: { left: 8, right: 8, top: 48, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: months },
    yAxis: { type: "value", minInterval: 1 },
    series: heads.map((name, column) => ({
      name,
      type: "bar",
      data: rows.map((row) => Number(row.cells[column + 1].textContent)),
    })),
  });
  window.addEventListener("resize", () => chart.resize());
})();
