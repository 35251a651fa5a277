package minqing.activity.outing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.Locale;
import minqing.activity.problem.Problems;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.document.DocumentFile;
import minqing.platform.document.Format;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The registers over REST. */
@RestController
@RequestMapping("/api/registers")
@Tag(
        name = "registers",
        description =
                "The registers of annexes 2 to 5 and of diaries: what counts, by leader in the order of annex 1, then by day")
class RegistersApi {

    private static final String REGISTER = "{register:labour|receptions|forums|diaries|problems}";

    private final CurrentUser user;
    private final Registers registers;
    private final Problems problems;
    private final RegisterDocuments documents;

    RegistersApi(CurrentUser user, Registers registers, Problems problems, RegisterDocuments documents) {
        this.user = user;
        this.registers = registers;
        this.problems = problems;
        this.documents = documents;
    }

    @GetMapping("/labour")
    @Operation(summary = "Productive labour (annex 2)")
    PageOf<Registers.LabourRow> labour(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        return registers.labour(user.get(), filter(leader, text, from, to), paging);
    }

    @GetMapping("/receptions")
    @Operation(
            summary =
                    "Receptions (annex 3); people are masked as the caller requires, and reading them in full is logged")
    PageOf<Registers.ReceptionRow> receptions(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        return registers.receptions(user.get(), filter(leader, text, from, to), paging);
    }

    @GetMapping("/forums")
    @Operation(summary = "Forums (annex 5)")
    PageOf<Registers.ForumRow> forums(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        return registers.forums(user.get(), filter(leader, text, from, to), paging);
    }

    @GetMapping("/diaries")
    @Operation(summary = "Diaries")
    PageOf<Registers.DiaryRow> diaries(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        return registers.diaries(user.get(), filter(leader, text, from, to), paging);
    }

    @GetMapping("/problems")
    @Operation(
            summary = "Problems (annex 4), by the day of the report; merged, declined and withdrawn ones are left out")
    PageOf<Problems.RegisterRow> problems(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        return problems.register(user.get(), filter(leader, text, from, to).ofProblems(), paging);
    }

    @GetMapping("/" + REGISTER + ".xlsx")
    @Operation(
            summary =
                    "A register as a list in the columns of its annex. People are masked; whoever may know them asks for them with unmasked, is named on every page and noted for each")
    ResponseEntity<byte[]> list(
            @PathVariable String register,
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "false") boolean unmasked) {
        return answer(documents.list(user.get(), register, filter(leader, text, from, to), unmasked));
    }

    @GetMapping("/" + REGISTER + "/{id}.{format:docx|pdf}")
    @Operation(
            summary =
                    "One record as its annex, by the id of its row, a problem by its number; people are masked unless asked for as in the list")
    ResponseEntity<byte[]> record(
            @PathVariable String register,
            @PathVariable String id,
            @PathVariable String format,
            @RequestParam(defaultValue = "false") boolean unmasked) {
        return answer(
                documents.one(user.get(), register, id, Format.valueOf(format.toUpperCase(Locale.ROOT)), unmasked));
    }

    private static ResponseEntity<byte[]> answer(DocumentFile file) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, file.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, file.contentDisposition())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(file.content());
    }

    static Registers.Filter filter(
            @Nullable String leader, @Nullable String text, @Nullable LocalDate from, @Nullable LocalDate to) {
        return new Registers.Filter(blankToNull(leader), blankToNull(text), from, to, null);
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
