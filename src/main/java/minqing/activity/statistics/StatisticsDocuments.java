package minqing.activity.statistics;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import minqing.platform.document.DocumentFile;
import minqing.platform.document.Documents;
import minqing.platform.document.Format;
import minqing.platform.document.ListTable;
import minqing.platform.document.OutputOptions;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The figures as documents. */
@Component
class StatisticsDocuments {

    private final Documents documents;
    private final MessageSource messages;
    private final Clock clock;

    StatisticsDocuments(Documents documents, MessageSource messages, Clock clock) {
        this.documents = documents;
        this.messages = messages;
        this.clock = clock;
    }

    /** What the leaders have of the year's quotas as of today, a row each in the order given. */
    DocumentFile leaders(int year, List<LeaderQuotas.Quotas> leaders) {
        List<ListTable.Column> columns = new ArrayList<>();
        columns.add(new ListTable.Column(words("statistics.leaders.name"), 3));
        for (String measure : LeaderQuotas.MEASURES) {
            String name = words("statistics.quota." + measure);
            for (String column : List.of("reached", "quota", "left", "standing")) {
                columns.add(new ListTable.Column(
                        words("statistics.document.column", name, words("statistics.document." + column)), 2));
            }
        }
        String title = words("statistics.document.title", String.valueOf(year), LocalDate.now(clock));
        ListTable table =
                new ListTable(title, columns, leaders.stream().map(this::row).toList());
        return documents.file(title, List.of(table), Format.XLSX, OutputOptions.at(clock.instant()));
    }

    private List<Object> row(LeaderQuotas.Quotas leader) {
        List<Object> row = new ArrayList<>();
        row.add(leader.name());
        for (LeaderQuotas.Quota quota : leader.byMeasure().values()) {
            row.add(number(quota.reached()));
            row.add(quota.quota());
            row.add(number(quota.left()));
            row.add(words("statistics.standing." + quota.standing()));
        }
        return row;
    }

    /** A list holds whole numbers; half a day is written out. */
    private static Object number(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() <= 0 ? (Object) plain.intValueExact() : plain.toPlainString();
    }

    private String words(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }
}
