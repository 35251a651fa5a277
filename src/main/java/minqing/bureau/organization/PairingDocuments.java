package minqing.bureau.organization;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.platform.document.DocumentFile;
import minqing.platform.document.Documents;
import minqing.platform.document.Format;
import minqing.platform.document.OutputOptions;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The pairing table as a document in the layout of annex 1. */
@Component
class PairingDocuments {

    private final Documents documents;
    private final MessageSource messages;
    private final Clock clock;

    PairingDocuments(Documents documents, MessageSource messages, Clock clock) {
        this.documents = documents;
        this.messages = messages;
        this.clock = clock;
    }

    DocumentFile of(DatedPairings table, Format format) {
        return documents.file(
                messages.getMessage("organization.pairings.file", new Object[] {table.on()}, Locale.SIMPLIFIED_CHINESE),
                List.of(annex(table)),
                format,
                OutputOptions.at(clock.instant()));
    }

    /** Villages of several towns are named with their town, for the column's title can name but one. */
    static minqing.platform.document.PairingTable annex(DatedPairings table) {
        Set<String> towns = table.rows().stream()
                .flatMap(row -> row.villages().stream())
                .map(DatedPairings.VillageGroup::town)
                .collect(Collectors.toSet());
        boolean oneTown = towns.size() == 1;
        return new minqing.platform.document.PairingTable(
                oneTown ? towns.iterator().next() : "",
                table.rows().stream()
                        .map(row -> new minqing.platform.document.PairingTable.Row(
                                row.unit().name(),
                                row.leader().name(),
                                row.villages().stream()
                                        .map(group -> new minqing.platform.document.PairingTable.Village(
                                                oneTown ? group.name() : group.town() + group.name(),
                                                group.villages().stream()
                                                        .map(Village::name)
                                                        .toList(),
                                                group.contact() == null ? "" : group.contact()))
                                        .toList(),
                                row.communities().stream().map(Community::name).collect(Collectors.joining("\u3001"))))
                        .toList());
    }
}
