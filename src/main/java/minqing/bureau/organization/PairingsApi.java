package minqing.bureau.organization;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import minqing.platform.document.DocumentFile;
import minqing.platform.document.Format;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pairing table (annex 1) over REST, for everybody. */
@RestController
@Tag(name = "pairings", description = "The pairing table (annex 1)")
class PairingsApi {

    private final PairingTables tables;
    private final PairingDocuments documents;

    PairingsApi(PairingTables tables, PairingDocuments documents) {
        this.tables = tables;
        this.documents = documents;
    }

    @GetMapping("/api/pairings")
    @Operation(summary = "Who is paired with whom (annex 1), today or on a day; one item for each leader, in order")
    Pairings pairings(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on) {
        DatedPairings table = table(on);
        List<Item> items = table.rows().stream().map(Item::of).toList();
        return new Pairings(table.on(), items, items.size());
    }

    @GetMapping("/api/pairings.{format:docx|xlsx|pdf}")
    @Operation(summary = "The same as a document in the layout of annex 1")
    ResponseEntity<byte[]> document(
            @PathVariable String format,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on) {
        DocumentFile file = documents.of(table(on), Format.valueOf(format.toUpperCase(Locale.ROOT)));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, file.contentDisposition())
                .body(file.content());
    }

    private DatedPairings table(@Nullable LocalDate on) {
        return on == null ? tables.today() : tables.on(checked(on));
    }

    /** A day that can be asked for. */
    static LocalDate checked(LocalDate day) {
        EntryCheck check = new EntryCheck("pairing");
        check.day("on", day);
        check.refuse();
        return day;
    }

    /** The table of a day. */
    record Pairings(LocalDate on, List<Item> items, long total) {}

    /** What a leader is paired with. */
    record Item(Named unit, LeaderItem leader, List<Group> villages, List<Community> communities) {

        static Item of(DatedPairings.Row row) {
            return new Item(
                    new Named(row.unit().code(), row.unit().name()),
                    new LeaderItem(
                            row.leader().account(),
                            row.leader().name(),
                            row.leader().position()),
                    row.villages().stream()
                            .map(group -> new Group(
                                    group.id(),
                                    group.name(),
                                    group.town(),
                                    group.contact(),
                                    group.villages().stream()
                                            .map(village -> new Named(village.id(), village.name()))
                                            .toList()))
                            .toList(),
                    row.communities());
        }
    }

    record Named(String id, String name) {}

    record LeaderItem(String id, String name, String position) {}

    /** Natural villages of one administrative village with its contact. */
    record Group(
            String id, String name, String town, @Nullable String contact, List<Named> villages) {}
}
