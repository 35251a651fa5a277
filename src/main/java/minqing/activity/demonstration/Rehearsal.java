package minqing.activity.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import minqing.bureau.organization.Accounts;
import minqing.bureau.organization.Demonstration;
import minqing.platform.document.Documents;
import minqing.platform.document.Format;
import minqing.platform.document.OutputOptions;
import minqing.platform.document.SummaryTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes a table in every format while the rest of the application starts. The first document reads fonts and classes for
 * seconds, and the months that are about to be played are sealed with documents. What is written is thrown away.
 */
@Component
class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private final Documents documents;

    /** @param made asked for because the demonstration is known once its accounts are made */
    Rehearsal(Documents documents, Demonstration demonstration, Accounts made) {
        this.documents = documents;
        if (demonstration.lifeDue()) {
            Thread thread = new Thread(this::write, "rehearsal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void write() {
        SummaryTable.Period period = new SummaryTable.Period(LocalDate.EPOCH, LocalDate.EPOCH);
        List<SummaryTable.Row> rows = List.of(new SummaryTable.Row("", 0, 0, 0, 0, 0, 0, 0, ""));
        SummaryTable table = new SummaryTable("", null, period, rows, period, rows, 1, null);
        try {
            for (Format format : Format.values()) {
                documents.file("", List.of(table), format, OutputOptions.at(Instant.EPOCH));
            }
        } catch (RuntimeException failed) {
            LOG.warn("The first document could not be written", failed);
        }
    }
}
