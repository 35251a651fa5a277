package minqing.platform.document;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minqing.platform.document.SummaryTable.Period;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Records as an office has them, with what is hard to show. */
final class Samples {

    static final String RARE = "垚喆昇祎翀珺𬭎㛃䶮𫖯";

    static final LocalDate DAY = LocalDate.of(2026, 7, 5);

    private Samples() {}

    static LabourRecord labour(String account) {
        return new LabourRecord("吴志东", "市环境保护局 局长", Occasion.on(DAY), "别桥镇合星村五里亭村", account, "无");
    }

    static ReceptionRecord reception() {
        return new ReceptionRecord(
                "谢建东",
                "市环境保护局",
                "副局长",
                Occasion.on(DAY),
                "小石桥村村委会",
                "王" + RARE + "等3人",
                "反映村口砖瓦厂夜间生产，粉尘与噪声扰民。",
                "当面听取了意见，向来访群众说明有关规定。\n答应三日内派人到现场监测，并把结果当面告知。",
                "");
    }

    static ProblemRecord problem() {
        return new ProblemRecord(
                "杨育美",
                "市环境保护局 副局长",
                "沟东村生活污水直排入河",
                "沟东村 26 户生活污水未接入管网，直排村前小河，夏天发臭。\n村民要求尽快解决。",
                "环境监察大队与别桥镇人民政府到场查看，已列入今年农村污水管网工程，8 月底前完成接管。",
                "完工后回访，并请村里监督。",
                "编号 2026-0012");
    }

    static ForumRecord forum() {
        return new ForumRecord(
                "周伟",
                "市环境保护局",
                "副局长",
                new Occasion(DAY, null, "上午"),
                "道成村会议室",
                "村“两委”成员、党员代表、群众代表共 18 人",
                "农村环境整治与秸秆禁烧",
                "一、与会人员一致认为近年来村容村貌有了很大变化。\n二、提出意见建议 5 条。",
                "");
    }

    static DiaryRecord diary() {
        return new DiaryRecord(
                "徐剑云",
                "市环境保护局 副局长",
                Occasion.between(DAY, LocalDate.of(2026, 7, 7)),
                "道成村童家村",
                "走访农户 6 户。",
                "增加垃圾收集点。",
                "群众的事再小也是大事。",
                "");
    }

    static PairingTable pairing() {
        String unit = "环境保护局";
        String community = "昆仑东苑社区";
        return new PairingTable(
                "别桥镇",
                List.of(
                        row(unit, "吴志东", "合星村", "谭超", community, "上市村", "五里亭村", "西神圩村", "史家棚村", "承家村"),
                        row(unit, "谢建东", "小石桥村", "周小保", community, "康西村", "北舍村", "前塘村", "后塘村", "王家村"),
                        row(unit, "杨育美", "小石桥村", "周小保", community, "陈家村", "沟东村", "沟西村", "胡家村", "葛家村"),
                        row(unit, "周伟", "道成村", "周国忠", community, "对河村", "姚家村", "金家村", "虞家村", "马家村", "陈家村"),
                        row(unit, "徐剑云", "道成村", "周国忠", community, "童家村", "钱家村", "徐家村", "潘家村", "郎家村", "杨家村")));
    }

    private static PairingTable.Row row(
            String unit, String leader, String village, String contact, String community, String... natural) {
        return new PairingTable.Row(
                unit, leader, List.of(new PairingTable.Village(village, List.of(natural), contact)), community);
    }

    static SummaryTable summary() {
        return new SummaryTable(
                "溧阳市环境保护局",
                LocalDate.of(2026, 7, 22),
                new Period(LocalDate.of(2026, 6, 21), LocalDate.of(2026, 7, 20)),
                List.of(new SummaryTable.Row("溧阳市环境保护局", 5, 12, 37, 9, 11, 20, 3, "含补报 1 件")),
                new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 7, 20)),
                List.of(new SummaryTable.Row("溧阳市环境保护局", 5, 80, 212, 61, 58, 140, 17, "")),
                1,
                "7F3A-91C2");
    }

    static String longText(int length) {
        StringBuilder text = new StringBuilder();
        for (int line = 1; text.length() < length; line++) {
            text.append("第")
                    .append(line)
                    .append("段，走访农户时了解到的情况一一记在这里，")
                    .append(RARE)
                    .append("也不漏掉。");
            if (line % 7 == 0) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** Without the rest of the application: the module needs nothing of it but words. */
    static MessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/document");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    static Map<String, List<? extends Annex>> all() {
        Map<String, List<? extends Annex>> all = new LinkedHashMap<>();
        all.put("annex1", List.of(pairing()));
        all.put("annex2", List.of(labour("上午与村民一起在稻田拔草，" + RARE + "。\n下午整修水渠 200 米。"), labour("=1+1")));
        all.put("annex3", List.of(reception(), reception()));
        all.put("annex4", List.of(problem()));
        all.put("annex5", List.of(forum()));
        all.put("annex6", List.of(summary()));
        all.put("diary", List.of(diary()));
        return all;
    }
}
